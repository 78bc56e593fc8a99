// Greedy, because a password may hold an @.
const parts = /^(postgres(?:ql)?:\/\/(?:[^/]*@)?)([^/?#]*)(.*)$/

/**
 * The servers that an address names, each with an address of its own: `postgresql://user:password@one:5432,two:5432/name`
 * are two, as libpq reads it.
 */
export function serverUrls(url: string): string[] {
  const [, start = '', hosts = '', rest = ''] = parts.exec(url) ?? []
  return hosts.split(',').map((host) => start + host + rest)
}

/** Whether it is an address of PostgreSQL, of one server or several. */
export function isDatabaseUrl(url: string): boolean {
  return parts.test(url) && serverUrls(url).every((server) => URL.canParse(server))
}

/** Where it leads, without the password. */
export function describeServers(url: string): string {
  return serverUrls(url)
    .map((server) => new URL(server).host)
    .join(',')
}

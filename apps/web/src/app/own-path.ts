const here = 'https://parley.invalid'

/** A path of this app as it was asked for; undefined for anything else, such as `//elsewhere` or a URL with a scheme. */
export function ownPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined
  const url = URL.parse(value, here)
  return url?.origin === here ? url.pathname + url.search + url.hash : undefined
}

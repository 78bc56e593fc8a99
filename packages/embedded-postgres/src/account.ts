import { readFile, stat } from 'node:fs/promises'

/** The user and group that a child process runs as. */
export interface Account {
  uid: number
  gid: number
}

/**
 * The account to run PostgreSQL as, or undefined for our own. PostgreSQL refuses to run as root, so there it is the
 * owner of `folder` if that is somebody else, then `postgres`, then `nobody`.
 */
export async function postgresAccount(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = await stat(folder)
  if (uid !== 0) return { uid, gid }
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const entry = /^postgres:.*/m.exec(accounts) ?? /^nobody:.*/m.exec(accounts)
  const [, , userId = 65534, groupId = 65534] = entry?.[0].split(':') ?? []
  return { uid: Number(userId), gid: Number(groupId) }
}

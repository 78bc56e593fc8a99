/**
 * The address of every page. What the address of a page looks like is written here and in `routes.ts`, and nowhere else.
 */

/** What the addresses of the sign-in pages say besides. */
interface AuthSearch {
  /** Where to go after signing in. */
  next?: string | undefined
  /** Why the session before this one ended. */
  ended?: string | undefined
}

export const homePath = '/'
export const loginPath = (search: AuthSearch = {}) => withSearch('/login', search)
export const registerPath = (search: AuthSearch = {}) => withSearch('/register', search)
export const invitePath = (code: string) => `/invite/${encodeURIComponent(code)}`

export const conversationsPath = '/conversations'
export const conversationPath = (conversationId: string, messageId?: string) =>
  joined(conversationsPath, conversationId, messageId)

export const serverPath = (serverId: string) => `/channels/${serverId}`
export const channelPath = (serverId: string, channelId: string, messageId?: string) =>
  joined(serverPath(serverId), channelId, messageId)

export type ServerSection = 'overview' | 'invite' | 'channels' | 'members'
export const serverSettingsPath = (serverId: string, section?: ServerSection) =>
  joined(`/servers/${serverId}/settings`, section)

export type SettingsSection =
  | 'profile'
  | 'account'
  | 'sessions'
  | 'voice'
  | 'call-check'
  | 'appearance'
  | 'notifications'
export const settingsPath = (section?: SettingsSection) => joined('/settings', section)

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('/')
}

function withSearch(path: string, search: AuthSearch): string {
  const given = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

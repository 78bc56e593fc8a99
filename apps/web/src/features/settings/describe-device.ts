import type { Session } from '@parley/contracts/auth'
import Bowser from 'bowser'

interface Device {
  name: string
  kind: 'desktop' | 'mobile' | 'tablet' | 'app'
}

/** A session's device as its owner would call it: "Firefox on Windows". */
export function describeDevice({ kind, userAgent }: Pick<Session, 'kind' | 'userAgent'>): Device {
  if (kind === 'token')
    return { name: userAgent ? `App or bot (${userAgent.slice(0, 60)})` : 'App or bot', kind: 'app' }
  if (!userAgent) return { name: 'Unknown browser', kind: 'desktop' }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const type = platform.type === 'mobile' || platform.type === 'tablet' ? platform.type : 'desktop'
  if (!browser.name) return { name: userAgent.slice(0, 60), kind: type }
  return { name: os.name ? `${browser.name} on ${os.name}` : browser.name, kind: type }
}

import { t } from '@lingui/core/macro'
import type { Session } from '@parley/contracts/auth'
import Bowser from 'bowser'

interface Device {
  name: string
  kind: 'desktop' | 'mobile' | 'tablet' | 'app'
}

/** A session's device as its owner would call it: "Firefox on Windows". */
export function describeDevice({ kind, userAgent }: Pick<Session, 'kind' | 'userAgent'>): Device {
  const start = userAgent?.slice(0, 60)
  if (kind === 'token') return { name: start ? t`App or bot (${start})` : t`App or bot`, kind: 'app' }
  if (!userAgent || !start) return { name: t`Unknown browser`, kind: 'desktop' }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const type = platform.type === 'mobile' || platform.type === 'tablet' ? platform.type : 'desktop'
  const browserName = browser.name
  const systemName = os.name
  if (!browserName) return { name: start, kind: type }
  return { name: systemName ? t`${browserName} on ${systemName}` : browserName, kind: type }
}

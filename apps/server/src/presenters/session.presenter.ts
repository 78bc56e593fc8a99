import type { Session } from '@parley/contracts/auth'
import type { SessionRow } from '../repositories/session.repository.ts'

/** A login as its user sees it. @param currentId of the session that asks */
export function presentSession(row: SessionRow, currentId: string): Session {
  return {
    id: String(row.id),
    kind: row.kind,
    userAgent: row.userAgent,
    ipAddress: row.ipAddress,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: String(row.id) === currentId,
  }
}

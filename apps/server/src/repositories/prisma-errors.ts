const hasCode = (error: unknown, ...codes: string[]) => codes.includes(String((error as { code?: unknown }).code))

/** Whether an insert or update failed because a unique value is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, 'P2002')
}

/** Whether a write failed because the row it belongs to has been deleted meanwhile. */
export function isMissingReference(error: unknown): boolean {
  return hasCode(error, 'P2003', 'P2025')
}

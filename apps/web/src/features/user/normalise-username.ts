/** A username as it is meant: people type capitals and stray spaces that usernames do not have. */
export function normaliseUsername(typed: string): string {
  return typed.trim().toLowerCase()
}

import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import type { Check } from '../../ui/checks.ts'

/** A username as it is meant: people type capitals and stray spaces that usernames do not have. */
export function normaliseUsername(typed: string): string {
  return typed.trim().toLowerCase()
}

/** What somebody typed as a username, {@link normaliseUsername} applied. */
export const isUsername: Check = (typed) => {
  const username = normaliseUsername(typed)
  if (username === '') return t`Fill this in`
  const { usernameMin, usernameMax } = limits
  return /^[a-z0-9._]*$/.test(username) && username.length >= usernameMin && username.length <= usernameMax
    ? undefined
    : t`Must be ${usernameMin} to ${usernameMax} characters of a-z, 0-9, dot and underscore`
}

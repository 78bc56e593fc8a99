import { z } from 'zod'
import { limits } from './limits.ts'
import { displayName, username } from './user.ts'
import { snowflake, text, timestamp } from './values.ts'

const utf8 = new TextEncoder()

export const email = z.string().trim().toLowerCase().max(limits.email).pipe(z.email('Must be an email address'))

export const newPassword = z
  .string()
  .min(limits.passwordMin, `Must have at least ${limits.passwordMin} characters`)
  .refine(
    (value) => utf8.encode(value).length <= limits.passwordMaxBytes,
    `Must have at most ${limits.passwordMaxBytes} bytes`,
  )
  .refine((value) => !value.includes('\0'), 'Must not contain NUL characters')
  .meta({ format: 'password' })

/** A password that is compared, not set: any that could never have been set is simply wrong. */
const givenPassword = z.string().min(1).max(1024).meta({ format: 'password' })

export const registerRequest = z.object({
  email,
  username,
  password: newPassword,
  displayName: displayName.optional(),
})
export const credentials = z.object({ email, password: givenPassword })
export const updateProfileRequest = z
  .object({ username, displayName, bio: text(0, limits.bio) })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Nothing to change')
export const changePasswordRequest = z.object({ currentPassword: givenPassword, newPassword })

export const csrfResponse = z.object({ csrfToken: z.string() })

/** `expiresIn` is the access token's lifetime in seconds. */
export const tokenResponse = z
  .object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.int() })
  .meta({ id: 'TokenPair' })
export const refreshRequest = z.object({ refreshToken: z.string().min(1).max(512) })

/** One login of a user: a browser's cookie, or a client's family of tokens. */
export const session = z
  .object({
    id: snowflake,
    kind: z.enum(['cookie', 'token']),
    userAgent: z.string().nullable(),
    ipAddress: z.string().nullable(),
    createdAt: timestamp,
    lastSeenAt: timestamp,
    current: z.boolean(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof session>

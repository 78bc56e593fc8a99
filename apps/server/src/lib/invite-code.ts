import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
const BODY_LENGTH = 8
const CHECKSUM_LENGTH = 4

let key: string | undefined

/** Called once at start. @param secret the same on every instance */
export function setUpInviteCodes(secret: string): void {
  key = secret
}

function checksum(body: string): string {
  if (!key) throw new Error('setUpInviteCodes() has not been called')
  const digest = createHmac('sha256', key).update(body).digest()
  return Array.from(digest.subarray(0, CHECKSUM_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** A random code of 12 letters and digits, the last 4 of them a keyed checksum. */
export function createInviteCode(): string {
  const body = Array.from({ length: BODY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return body + checksum(body)
}

/** Whether we can have made this code: guesses are refused without asking the database. */
export function isPlausibleInviteCode(code: string): boolean {
  if (code.length !== BODY_LENGTH + CHECKSUM_LENGTH || !/^\w+$/.test(code)) return false
  const body = code.slice(0, BODY_LENGTH)
  return timingSafeEqual(Buffer.from(code.slice(BODY_LENGTH)), Buffer.from(checksum(body)))
}

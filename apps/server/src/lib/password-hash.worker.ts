import bcrypt from 'bcryptjs'

export function hash({ password, cost }: { password: string; cost: number }): string {
  return bcrypt.hashSync(password, cost)
}

export function compare({ password, hash }: { password: string; hash: string }): boolean {
  // bcrypt reads 72 bytes: whatever follows the right ones would be ignored.
  return bcrypt.compareSync(password, hash) && !bcrypt.truncates(password)
}

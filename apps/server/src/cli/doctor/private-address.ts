const privateAddress = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cde])/i

/** Whether an address is reached from its own network alone. */
export function isPrivate(address: string): boolean {
  return privateAddress.test(address)
}

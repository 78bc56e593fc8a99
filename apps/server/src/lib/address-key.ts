import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * What stands for whoever uses a network address, to count by. An IPv6 customer holds a whole /64 and could use each of
 * its addresses once, so that prefix counts as one.
 * @param address as express gives it; absent for a connection that is gone already
 */
export function addressKey(address: string | null | undefined): string {
  if (address && isIPv4(address)) return address
  if (!address || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString()
}

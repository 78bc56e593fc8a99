import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import type { Environment } from '../../config/env.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { isPrivate } from './private-address.ts'

/** Looks whether the forwarding unit of large calls can listen, and can be found. */
export async function checkForwarder({ forwarder, publicUrl }: Environment): Promise<Finding[]> {
  if (!forwarder) return [ok('Forwarding unit: off, so calls are small')]
  const [first, last] = forwarder.ports
  const range = `UDP ports ${first}–${last}`
  const free = await countFree(first, last)
  if (free === 0) return [problem(`${range} are all in use`, 'set SFU_PORTS to ports that are free')]
  const addresses = forwarder.announcedAddress ? [forwarder.announcedAddress] : ownAddresses()
  if (publicUrl && addresses.every(isPrivate)) {
    return [
      warning(
        `The forwarding unit announces ${addresses.join(', ') || 'no address'}, which only this network reaches`,
        `set SFU_ANNOUNCED_ADDRESS to the address that the internet sees, and let ${range} in`,
      ),
    ]
  }
  return [ok(`Forwarding unit: ${range}, ${free} of them free`)]
}

const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).flatMap(({ address, internal }) => (internal ? [] : address)),
  )

async function countFree(first: number, last: number): Promise<number> {
  let free = 0
  for (let port = first; port <= last; port++) if (await isFree(port)) free++
  return free
}

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const listening = once(socket, 'listening')
  socket.bind(port)
  try {
    await listening
    return true
  } catch {
    return false
  } finally {
    socket.close()
  }
}

import type { IceServer } from '@parley/contracts/call'
import { useDeviceSettings } from './devices.ts'

/** How a connection of a call is made: only through a relay where the others shall not see one's address. */
export function peerConfiguration(iceServers: IceServer[]): RTCConfiguration {
  const { hidesAddress } = useDeviceSettings.getState()
  return { iceServers, bundlePolicy: 'max-bundle', iceTransportPolicy: hidesAddress ? 'relay' : 'all' }
}

import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useRealtime } from '../../../realtime/realtime-provider.tsx'
import { useDeviceSettings } from '../engine/devices.ts'
import { checkNetwork, type NetworkStep, networkSteps, type StepResult } from './network-check.ts'

type Results = Record<NetworkStep, StepResult>

const none = Object.fromEntries(networkSteps.map((step) => [step, { state: 'waiting' }])) as Results

/** Checks the network once, from when it is first used. */
export function useNetworkCheck(): Results {
  const { connection } = useRealtime()
  const [results, setResults] = useState(none)
  useEffect(() => {
    const ended = new AbortController()
    void checkNetwork({
      ping: () => connection.request('join-servers', {}),
      listIceServers: () => api.listIceServers(),
      needsRelay: useDeviceSettings.getState().hidesAddress,
      report: (step, result) => setResults((before) => ({ ...before, [step]: result })),
      signal: ended.signal,
    })
    return () => ended.abort()
  }, [connection])
  return results
}

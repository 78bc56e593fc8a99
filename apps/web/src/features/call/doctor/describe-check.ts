import { t } from '@lingui/core/macro'
import type { MicrophoneState } from '../engine/call-store.ts'
import type { NetworkStep, StepResult } from './network-check.ts'

/** A step as it is shown: how it is, and what that means or what to do. */
export interface StepReport {
  key: string
  title: string
  state: StepResult['state']
  text?: string | undefined
}

export const isBad = ({ state }: StepReport) => state === 'failed'

/** The state in a word, for the report and for those who do not see the sign. */
export function describeState(state: StepResult['state']): string {
  switch (state) {
    case 'waiting':
      return t`Not checked yet`
    case 'running':
      return t`Checking`
    case 'passed':
      return t`Passed`
    case 'absent':
      return t`Not configured`
    case 'skipped':
      return t`Skipped`
    case 'failed':
      return t`Failed`
  }
}

/** Whether the browser lets Parley use the microphone; `device` is what that is called. */
export function describePermission(microphone: MicrophoneState, device: string): Omit<StepReport, 'key' | 'title'> {
  if (microphone === 'on') return { state: 'passed', text: device }
  if (microphone === 'waiting') return { state: 'running', text: t`Your browser asks whether Parley may hear you.` }
  if (!window.isSecureContext) {
    return {
      state: 'failed',
      text: t`Browsers give microphone and camera only to pages with HTTPS. Ask whoever runs this Parley to set it up. You can listen.`,
    }
  }
  const advice: Record<typeof microphone, string> = {
    denied: t`Your browser may not use the microphone. Allow it beside the address, then check again. Until then you can listen.`,
    missing: t`There is no microphone. Connect one, then check again. Until then you can listen.`,
    busy: t`Another program uses the microphone. Close it, then check again. Until then you can listen.`,
  }
  return { state: 'failed', text: advice[microphone] }
}

/** Whether the microphone that is open hears anything. */
export function describeSound(
  microphone: MicrophoneState,
  heard: 'yes' | 'no' | 'not yet',
): Omit<StepReport, 'key' | 'title'> {
  if (microphone === 'waiting') return { state: 'waiting' }
  if (microphone !== 'on') return { state: 'skipped' }
  if (heard === 'yes') return { state: 'passed', text: t`You are heard.` }
  if (heard === 'not yet') return { state: 'running', text: t`Say something.` }
  return {
    state: 'failed',
    text: t`Nothing is heard. Is the microphone muted, on the device or in the system? Choose another one in the voice settings, and keep talking.`,
  }
}

/** Whether there is a camera; it is not opened for that. */
export function describeCamera(
  microphone: MicrophoneState,
  cameras: readonly MediaDeviceInfo[],
): Omit<StepReport, 'key' | 'title'> {
  // Before that browsers say little about devices.
  if (microphone === 'waiting') return { state: 'waiting' }
  const [camera] = cameras
  if (!camera) return { state: 'absent', text: t`There is no camera: you can be heard, but not seen.` }
  return { state: 'passed', text: cameras.map(({ label }) => label || t`Camera`).join(', ') }
}

/** What a step looks at. */
export function nameStep(step: NetworkStep): string {
  switch (step) {
    case 'signalling':
      return t`Connection to Parley`
    case 'stun':
      return t`Your address, by STUN`
    case 'turnUdp':
      return t`Relay over UDP, by TURN`
    case 'turnTcp':
      return t`Relay over TCP, by TURN`
    case 'path':
      return t`A call with yourself`
  }
}

/** What a step has found and, where it failed, what to do; nothing while it runs. */
export function describeResult(step: NetworkStep, result: StepResult): string | undefined {
  if (result.state === 'passed') return describePass(step, result)
  if (result.state === 'absent') return describeAbsence(step)
  return result.state === 'failed' ? describeFailure(step, result.problem) : undefined
}

function describePass(step: NetworkStep, { roundTrip, relayed }: Extract<StepResult, { state: 'passed' }>): string {
  const time = roundTrip ?? 0
  switch (step) {
    case 'signalling':
      return t`An answer takes ${time} ms.`
    case 'stun':
      return t`Others can be told where to find you.`
    case 'turnUdp':
      return t`Where there is no direct path, calls go through a relay.`
    case 'turnTcp':
      return t`Calls get out of networks that let only web pages through.`
    case 'path':
      return relayed
        ? t`Through the relay it takes ${time} ms there and back.`
        : t`It takes ${time} ms there and back, within this device.`
  }
}

function describeAbsence(step: NetworkStep): string {
  switch (step) {
    case 'stun':
      return t`Without it, direct paths are found within one network, or with a relay’s help.`
    case 'turnTcp':
      return t`Networks that let only web pages through need it.`
    default:
      return t`Without a relay, calls reach people in the same network, and often others. If they do not, ask whoever runs this Parley for a TURN server.`
  }
}

function describeFailure(step: NetworkStep, problem: Extract<StepResult, { state: 'failed' }>['problem']): string {
  switch (problem) {
    case 'refused':
      return t`The relay refuses us. Tell whoever runs this Parley that TURN_SECRET is not that of the TURN server, or that a clock is wrong.`
    case 'unsupported':
      return t`This browser has no WebRTC, or an extension switches it off. Calls need it.`
    case 'noRelay':
      return t`You hide your address, for which calls need a relay, and there is none that works. Stop hiding it in the voice settings, or ask whoever runs this Parley for a TURN server.`
    case 'noDirectPath':
      return t`Even within this device there is no path. A VPN, a firewall or an extension against tracking may block WebRTC.`
    case 'noRelayedPath':
      return t`The relay answers, but lets nothing through. Tell whoever runs this Parley to open the ports of its relays, and to let it reach itself (allowed-peer-ip).`
    case 'unreachable':
      return describeSilence(step)
  }
}

function describeSilence(step: NetworkStep): string {
  if (step === 'signalling') return t`Parley does not answer. Are you online? Everything else waits for that.`
  if (step === 'turnTcp') {
    return t`The server does not answer over TCP. Your network may block it; if everybody has this, it is not running, or its port is closed.`
  }
  return t`The server does not answer over UDP. Your network may block it, and then TCP helps; if everybody has this, it is not running, or its port is closed.`
}

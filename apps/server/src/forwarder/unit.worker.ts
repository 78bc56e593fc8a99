import { ForwardedCall } from './forwarded-call.ts'
import type { UnitNetwork } from './forwarded-peer.ts'
import { FIGURES_INTERVAL_MS, type UnitCommand, type UnitReport } from './unit-protocol.ts'

// The forwarding unit: a process of its own, so that media does not wait for messages nor they for media.

const calls = new Map<string, ForwardedCall>()
let network: UnitNetwork | undefined
let usage = process.cpuUsage()
let measuredAt = performance.now()

const report = (what: UnitReport) => {
  if (process.connected) process.send?.(what)
}

function callFor(callId: string, on: UnitNetwork): ForwardedCall {
  const known = calls.get(callId)
  if (known) return known
  const call = new ForwardedCall(on, {
    onConnected: (participantId) => report({ kind: 'connected', callId, participantId }),
    onEmpty: () => calls.delete(callId),
  })
  calls.set(callId, call)
  return call
}

async function handle(command: UnitCommand): Promise<void> {
  if (command.kind === 'start') {
    network = command.network
    return
  }
  const { callId, participantId } = command
  if (command.kind === 'leave') return calls.get(callId)?.leave(participantId)
  const { said } = command
  if (said.name === 'ice-candidate') return calls.get(callId)?.find(participantId)?.addCandidate(said.candidate)
  if (!network) return
  const sdp = await callFor(callId, network).accept(participantId, said.sdp)
  if (sdp !== undefined) report({ kind: 'answer', callId, participantId, sdp })
}

const complain = (error: unknown) => process.stderr.write(`The forwarding unit: ${error}\n`)

process.on('message', (command: UnitCommand) => {
  // Whatever a browser may say, the others' calls go on.
  handle(command).catch(complain)
})
// A packet that nobody could foresee.
process.on('uncaughtException', complain)
// The app has gone.
process.on('disconnect', () => process.exit())
// Stopped by the app, when it has told its connections; a terminal sends it to both.
process.on('SIGINT', () => undefined)

setInterval(() => {
  const now = performance.now()
  const used = process.cpuUsage(usage)
  const cores = (used.user + used.system) / 1_000 / (now - measuredAt)
  usage = process.cpuUsage()
  measuredAt = now
  let [participants, incoming, outgoing] = [0, 0, 0]
  for (const call of calls.values()) {
    call.tick()
    for (const peer of call.peers) {
      participants += 1
      incoming += [...peer.feeds].filter((feed) => feed.isWanted).length
      outgoing += peer.outlets.filter(({ source }) => source).length
    }
  }
  report({ kind: 'figures', cores, participants, incoming, outgoing })
}, FIGURES_INTERVAL_MS)

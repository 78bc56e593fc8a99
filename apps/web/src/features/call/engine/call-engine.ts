import { ParleyError } from '@parley/client/parley-error'
import type { CallParticipant, JoinedCall } from '@parley/contracts/call'
import type { ShownPicture } from '@parley/contracts/forwarding'
import { limits } from '@parley/contracts/limits'
import type { Connection } from '../../../realtime/connection.ts'
import { type Target, targetPayload } from '../../../realtime/target.ts'
import { type CallEnd, idle, useCall } from './call-store.ts'
import { useDeviceSettings } from './devices.ts'
import { createLocalMedia } from './local-media.ts'
import type { Received } from './media-topology.ts'
import { createMovingMedia, type MovingMedia } from './moving-media.ts'
import { forgetPlace, readPlace, rememberPlace } from './remembered-place.ts'
import { createRemoteMedia, type RemoteMedia } from './remote-media.ts'
import { watchVoices } from './voice-activity.ts'

export type CallConnection = Pick<Connection, 'request' | 'on' | 'onConnected' | 'isConnected' | 'setUrgent'>

/** The call one is in: joins, keeps it over lost connections, and sends and plays what belongs to it. */
export interface CallEngine {
  /** Leaves where one is, and joins there. */
  join(target: Target): Promise<void>
  leave(): void
  setMuted(isMuted: boolean): void
  setDeafened(isDeafened: boolean): void
  /** Whether the push-to-talk key is down. */
  setTalking(isTalking: boolean): void
  setCamera(isOn: boolean): Promise<void>
  setScreen(isOn: boolean): Promise<void>
  /** Says which pictures are on the screen, the most important first, for those alone to be sent. */
  show(pictures: ShownPicture[]): void
  /** Plays what the browser has held back, after a click. */
  allowSound(): void
  /** What the browser knows of the path to each of the others, by participant id. */
  getStats(): Promise<Map<string, RTCStatsReport>>
  stop(): void
}

/** Milliseconds that joining waits for the microphone: whoever is still asked for it can listen meanwhile. */
const MICROPHONE_PATIENCE = 1_500
/** Milliseconds until an app that has no time for it is asked again for a place. */
const RETRY = 2_000

/** The engine of one signed-in person. */
export function createCallEngine(connection: CallConnection): CallEngine {
  const local = createLocalMedia({
    onTrack: (slot, track) => media?.setTrack(slot, track),
    onChange: tellState,
  })
  let remote: RemoteMedia | undefined
  let media: MovingMedia | undefined
  let shown: ShownPicture[] = []
  let stopVoices: (() => void) | undefined
  /** Whether one's place may be asked for: not while the microphone is still waited for. */
  let isReady = false
  let wasMuted = false
  /** What came for a call whose answer to joining is still under way. */
  let early: Received[] = []
  /** Each joining is an attempt; what an earlier one still waits for is void. */
  let attempt = 0
  /** Of several requests for a place, as when the connection comes back in between, only the last counts. */
  let request = 0
  const absences = new Map<string, ReturnType<typeof setTimeout>>()

  const set = useCall.setState
  const get = useCall.getState
  const callId = () => get().target?.channelId

  async function join(target: Target): Promise<void> {
    if (get().status !== 'idle') leave()
    const current = ++attempt
    isReady = false
    const place = readPlace(target)
    const mutes = { muted: place?.muted ?? false, deafened: place?.deafened ?? false }
    set({ ...idle, status: 'joining', target, ...mutes })
    remote = createRemoteMedia((id, slot) => media?.receiver(id, slot))
    remote.setDeafened(mutes.deafened)
    connection.setUrgent(true)
    rememberPlace({ target, ...mutes })
    const microphone = local.startMicrophone()
    await Promise.race([microphone, new Promise((resolve) => setTimeout(resolve, MICROPHONE_PATIENCE))])
    if (current !== attempt) return
    isReady = true
    // Without a connection the next one joins.
    if (connection.isConnected()) await enter(current)
  }

  /** Takes a place in the call, or comes back to the one that was there. */
  async function enter(current: number): Promise<void> {
    const { target, selfId } = get()
    if (!target) return
    const own = ++request
    const resume = selfId === null ? {} : { resume: selfId }
    try {
      const joined = await connection.request('join-call', {
        ...targetPayload(target),
        media: local.describe(),
        ...resume,
      })
      if (current === attempt) {
        if (own === request) settle(joined)
      } else connection.request('leave-call', { callId: joined.callId }).catch(() => undefined)
    } catch (error) {
      if (current !== attempt || own !== request) return
      const code = error instanceof ParleyError ? error.code : undefined
      // The next connection tries again.
      if (code === 'network_error') return
      if (code === 'unavailable' || code === 'rate_limited' || code === 'overloaded') {
        setTimeout(() => current === attempt && connection.isConnected() && void enter(current), RETRY)
      } else if (code === 'joined_elsewhere') end('moved')
      else if (code === 'limit_reached') end('full')
      else if (code === 'forwarder_full') end('crowded')
      else end(code === 'not_found' ? 'removed' : 'failed')
    }
  }

  function settle({ callId: id, selfId, participants, iceServers, ...way }: JoinedCall): void {
    if (media?.selfId !== selfId) {
      media?.close()
      set({ participants: [] })
      media = createMovingMedia({
        callId: id,
        selfId,
        iceServers,
        way,
        tracks: local.tracks,
        send: (name, signal) => connection.request(name, signal as never),
        onStatus: (participantId, status) => remote?.setPath(participantId, status),
      })
      media.show(shown)
    }
    set({ status: 'joined', selfId })
    // After a restart of the app the others come back one by one; their media has gone on.
    const absent = get().participants.filter((known) => !participants.some(({ id: there }) => there === known.id))
    for (const { id: absentId } of absent) {
      absences.set(
        absentId,
        setTimeout(() => changeParticipants((list) => list.filter((known) => known.id !== absentId)), limits.callGrace),
      )
    }
    changeParticipants(() => [...participants, ...absent.map((known) => ({ ...known, reconnecting: true }))])
    media.follow(way)
    media.recover(iceServers)
    stopVoices ??= watchVoices(readLevels, (speaking) => set({ speaking }))
    for (const signal of early.splice(0)) receive(signal)
    tellState()
  }

  function changeParticipants(change: (list: CallParticipant[]) => CallParticipant[]): void {
    const participants = change(get().participants)
    set({ participants })
    media?.update(participants)
  }

  function* readLevels(): Generator<[string, number]> {
    const { selfId } = get()
    if (selfId !== null) yield [selfId, local.readLevel()]
    if (remote) yield* remote.readLevels()
  }

  function tellState(): void {
    const { status, muted, deafened } = get()
    const id = callId()
    if (status !== 'joined' || id === undefined || !connection.isConnected()) return
    const state = { callId: id, muted: muted || deafened, deafened, ...local.describe() }
    connection.request('call-state', state).catch(() => undefined)
  }

  function setMutes(muted: boolean, deafened: boolean): void {
    set({ muted, deafened })
    const { target, microphone } = get()
    if (target) rememberPlace({ target, muted, deafened })
    remote?.setDeafened(deafened)
    local.applyMute()
    // Whoever wants to be heard may have found the microphone meanwhile.
    if (!muted && microphone !== 'on' && microphone !== 'waiting') void local.startMicrophone()
    tellState()
  }

  /** Gives everything back: devices, paths, sound. */
  function close(): void {
    attempt++
    for (const timer of absences.values()) clearTimeout(timer)
    absences.clear()
    media?.close()
    media = undefined
    early = []
    stopVoices?.()
    stopVoices = undefined
    local.close()
    remote?.close()
    remote = undefined
    connection.setUrgent(false)
  }

  function leave(): void {
    const id = callId()
    if (id !== undefined && connection.isConnected()) {
      connection.request('leave-call', { callId: id }).catch(() => undefined)
    }
    close()
    forgetPlace()
    set(idle)
  }

  function end(reason: CallEnd): void {
    close()
    forgetPlace()
    set({ ...idle, ended: reason })
  }

  function receive(signal: Received): void {
    if (signal.callId !== callId()) return
    if (media && get().status === 'joined') media.receive(signal)
    else early.push(signal)
  }

  const isOurs = (id: string) => id === callId() && get().status === 'joined'

  const listeners = [
    connection.on('call-joined', ({ callId: id, participant }) => {
      if (!isOurs(id)) return
      clearTimeout(absences.get(participant.id))
      absences.delete(participant.id)
      changeParticipants((list) => [...list.filter((known) => known.id !== participant.id), participant])
    }),
    connection.on('call-left', ({ callId: id, participant, reason }) => {
      if (!isOurs(id)) return
      // Left by this very page there is nothing to say; `lost` means that we are coming back.
      if (participant.id === get().selfId) {
        if (reason === 'moved' || reason === 'removed') end(reason)
      } else changeParticipants((list) => list.filter((known) => known.id !== participant.id))
    }),
    connection.on('call-state', ({ callId: id, participant }) => {
      if (!isOurs(id)) return
      const before = get().participants.find((known) => known.id === participant.id)
      changeParticipants((list) => list.map((known) => (known.id === participant.id ? participant : known)))
      if (before?.reconnecting && !participant.reconnecting) media?.repeat(participant.id)
    }),
    connection.on('call-topology', ({ callId: id, ...way }) => {
      if (isOurs(id)) media?.follow(way)
    }),
    connection.on('offer', (signal) => receive({ name: 'offer', ...signal })),
    connection.on('answer', (signal) => receive({ name: 'answer', ...signal })),
    connection.on('ice-candidate', (signal) => receive({ name: 'ice-candidate', ...signal })),
    // Who has come or gone, and what somebody has said, may be among it.
    connection.on('events-missed', () => {
      if (get().status === 'joined') void enter(attempt)
    }),
    connection.onConnected(() => {
      if (get().status !== 'idle' && isReady) void enter(attempt)
    }),
    useDeviceSettings.subscribe((settings, before) => {
      if (get().status === 'idle') return
      const ofMicrophone = ['microphoneId', 'noiseSuppression', 'echoCancellation'] as const
      if (ofMicrophone.some((name) => settings[name] !== before[name])) void local.startMicrophone()
      if (settings.cameraId !== before.cameraId && local.tracks.camera) {
        local.setCamera(true).catch(() => local.setCamera(false))
      }
      local.applyMute()
    }),
  ]

  // A page that was reloaded is back where it was.
  const place = readPlace()
  if (place) void join(place.target)

  return {
    join,
    leave,
    setMuted(muted) {
      setMutes(muted, muted ? get().deafened : false)
    },
    setDeafened(deafened) {
      if (deafened) wasMuted = get().muted
      setMutes(deafened ? true : wasMuted, deafened)
    },
    setTalking: (isTalking) => local.setTalking(isTalking),
    setCamera: (isOn) => local.setCamera(isOn),
    setScreen: (isOn) => local.setScreen(isOn),
    show(pictures) {
      shown = pictures
      media?.show(pictures)
    },
    allowSound: () => remote?.allowSound(),
    getStats: async () => (await media?.getStats()) ?? new Map(),
    stop() {
      for (const unsubscribe of listeners) unsubscribe()
      close()
      set(idle)
    },
  }
}

import { ParleyError } from '@parley/client/parley-error'
import type { CallParticipant, CallTopology, IceServer, JoinedCall } from '@parley/contracts/call'
import type { ShownPicture } from '@parley/contracts/forwarding'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import { limits } from '@parley/contracts/limits'
import type { Connection } from '../../../realtime/connection.ts'
import { type Target, targetPayload } from '../../../realtime/target.ts'
import { type CallEnd, idle, useCall } from './call-store.ts'
import { describeRefusal, openCamera, openMicrophone, openScreen, useDeviceSettings } from './devices.ts'
import { createForwardedMedia } from './forwarded-media.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'
import type { LocalTracks, MediaSlot } from './media-slots.ts'
import type { MediaTopology, Received } from './media-topology.ts'
import { createPeerMesh } from './peer-mesh.ts'
import { forgetPlace, readPlace, rememberPlace } from './remembered-place.ts'
import { createSpeakers, type Speakers } from './speakers.ts'
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

/** The engine of one signed-in person. */
export function createCallEngine(connection: CallConnection): CallEngine {
  const tracks: LocalTracks = {}
  let media: MediaTopology | undefined
  /** The forwarding unit that it goes through; none is a mesh. */
  let mediaUnit: string | undefined
  /** The unit that the call moves to. */
  let next: { media: MediaTopology; unit: string; isReached: boolean } | undefined
  /** The way that the app has chosen. */
  let way: CallTopology = { topology: 'mesh' }
  let iceServers: IceServer[] = []
  let shown: ShownPicture[] = []
  let speakers: Speakers | undefined
  let meter: LevelMeter | undefined
  let stopVoices: (() => void) | undefined
  let isTalking = false
  /** Whether one's place may be asked for: not while the microphone is still waited for. */
  let isReady = false
  let wasMuted = false
  /** What came for a call whose answer to joining is still under way. */
  let early: Received[] = []
  /** Each joining is an attempt; what an earlier one still waits for is void. */
  let attempt = 0
  /** Of several microphones that are asked for, as while one looks for the right one, too. */
  let microphoneRequest = 0
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
    set({ ...idle, status: 'joining', target, muted: place?.muted ?? false, deafened: place?.deafened ?? false })
    speakers = createSpeakers((isSoundBlocked) => set({ isSoundBlocked }))
    speakers.setDeafened(get().deafened)
    connection.setUrgent(true)
    rememberPlace({ target, ...mutes() })
    const microphone = startMicrophone()
    await Promise.race([microphone, new Promise((resolve) => setTimeout(resolve, MICROPHONE_PATIENCE))])
    if (current !== attempt) return
    isReady = true
    // Without a connection the next one joins.
    if (connection.isConnected()) await enter(current)
  }

  const mutes = () => ({ muted: get().muted, deafened: get().deafened })

  /** Takes a place in the call, or comes back to the one that was there. */
  async function enter(current: number): Promise<void> {
    const { target, selfId } = get()
    if (!target) return
    const own = ++request
    const media = { audio: Boolean(tracks.microphone), video: Boolean(tracks.camera), screen: Boolean(tracks.screen) }
    const resume = selfId === null ? {} : { resume: selfId }
    try {
      const joined = await connection.request('join-call', { ...targetPayload(target), media, ...resume })
      if (current === attempt) {
        if (own === request) settle(joined)
      } else connection.request('leave-call', { callId: joined.callId }).catch(() => undefined)
    } catch (error) {
      if (current !== attempt || own !== request) return
      const code = error instanceof ParleyError ? error.code : undefined
      // The next connection tries again.
      if (code === 'network_error') return
      if (code === 'unavailable' || code === 'rate_limited' || code === 'overloaded') {
        setTimeout(() => current === attempt && connection.isConnected() && void enter(current), 2_000)
      } else if (code === 'joined_elsewhere') end('moved')
      else if (code === 'limit_reached') end('full')
      else end(code === 'not_found' ? 'removed' : 'failed')
    }
  }

  function settle({ callId: id, selfId, participants, iceServers: servers, ...chosen }: JoinedCall): void {
    iceServers = servers
    way = chosen
    if (media?.selfId !== selfId) {
      closeMedia()
      set({ participants: [] })
      mediaUnit = way.topology === 'sfu' && way.isReady ? way.unit : undefined
      media = open(id, selfId, mediaUnit)
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
    follow()
    media.recover(iceServers)
    stopVoices ??= watchVoices(readLevels, (speaking) => set({ speaking }))
    for (const signal of early.splice(0)) receive(signal)
    tellState()
  }

  function open(id: string, selfId: string, unit: string | undefined): MediaTopology {
    const opened: MediaTopology = (unit === undefined ? createPeerMesh : createForwardedMedia)({
      callId: id,
      selfId,
      iceServers,
      tracks,
      send: (name, signal) => connection.request(name, signal as never),
      onStatus(participantId, status) {
        if (media !== opened) return
        if (status) setPeer(participantId, status)
        else removePeer(participantId)
      },
      onReached() {
        if (next?.media !== opened) return
        next.isReached = true
        follow()
      },
    })
    opened.show(shown)
    return opened
  }

  /** Has the media go the way that the app has chosen; the one before is left when everybody has reached the new one. */
  function follow(): void {
    const id = callId()
    const { selfId, participants } = get()
    if (id === undefined || selfId === null) return
    if (way.topology === 'mesh') {
      next?.media.close()
      next = undefined
      if (mediaUnit !== undefined) replaceMedia(open(id, selfId, undefined), undefined)
      return
    }
    const { unit, isReady } = way
    if (mediaUnit === unit) return
    if (next?.unit !== unit) {
      next?.media.close()
      next = { media: open(id, selfId, unit), unit, isReached: false }
      next.media.update(participants)
    }
    if (next.isReached && isReady) replaceMedia(next.media, unit)
  }

  function replaceMedia(replacement: MediaTopology, unit: string | undefined): void {
    const former = media
    media = replacement
    mediaUnit = unit
    next = undefined
    former?.close()
    const { participants, selfId } = get()
    for (const { id } of participants) if (id !== selfId) setPeer(id, unit === undefined ? 'connecting' : 'connected')
    media.update(participants)
  }

  function closeMedia(): void {
    media?.close()
    media = undefined
    mediaUnit = undefined
    next?.media.close()
    next = undefined
  }

  function changeParticipants(change: (list: CallParticipant[]) => CallParticipant[]): void {
    const participants = change(get().participants)
    set({ participants })
    media?.update(participants)
    next?.media.update(participants)
  }

  function setPeer(id: string, status: 'connecting' | 'connected' | 'lost'): void {
    if (status === 'connected') showMedia(id)
    set(({ peers }) => ({ peers: { ...peers, [id]: status } }))
  }

  function showMedia(id: string): void {
    const participant = get().participants.find((known) => known.id === id)
    const track = (slot: MediaSlot) => media?.receiver(id, slot)?.track
    const stream = (slot: MediaSlot) => {
      const received = track(slot)
      return new MediaStream(received ? [received] : [])
    }
    for (const slot of ['microphone', 'screenAudio'] as const) {
      const received = track(slot)
      if (received && participant) speakers?.play(`${id} ${slot}`, participant.userId, received)
      else speakers?.stop(`${id} ${slot}`)
    }
    set(({ pictures }) => ({
      pictures: { ...pictures, [id]: { camera: stream('camera'), screen: stream('screen') } },
    }))
  }

  function removePeer(id: string): void {
    for (const slot of ['microphone', 'screenAudio']) speakers?.stop(`${id} ${slot}`)
    set(({ peers: { [id]: _, ...peers }, pictures: { [id]: __, ...pictures } }) => ({ peers, pictures }))
  }

  function* readLevels(): Generator<[string, number]> {
    const { selfId, participants } = get()
    if (selfId && meter && tracks.microphone?.enabled) yield [selfId, meter.read()]
    for (const { id } of participants) {
      const [source] = media?.receiver(id, 'microphone')?.getSynchronizationSources() ?? []
      // The last packet before a silence keeps its level.
      if (source && performance.timeOrigin + performance.now() - source.timestamp < 300)
        yield [id, source.audioLevel ?? 0]
    }
  }

  async function startMicrophone(): Promise<void> {
    const current = attempt
    const own = ++microphoneRequest
    const isVoid = () => current !== attempt || own !== microphoneRequest
    set({ microphone: 'waiting' })
    try {
      const track = await openMicrophone()
      if (isVoid()) return track.stop()
      setTrack('microphone', track)
      meter?.close()
      meter = createLevelMeter(track)
      // Pulled out, or taken away in the browser's own settings.
      track.onended = () => {
        setTrack('microphone', undefined)
        set({ microphone: 'missing' })
        tellState()
      }
      hearOrNot()
      set({ microphone: 'on' })
    } catch (error) {
      if (!isVoid()) set({ microphone: describeRefusal(error) })
    }
    tellState()
  }

  function setTrack(slot: MediaSlot, track: MediaStreamTrack | undefined): void {
    const before = tracks[slot]
    if (before && before !== track) {
      before.onended = null
      before.stop()
    }
    if (track) tracks[slot] = track
    else delete tracks[slot]
    media?.setTrack(slot, track)
    next?.media.setTrack(slot, track)
  }

  function hearOrNot(): void {
    const { muted, deafened } = get()
    const mayTalk = !useDeviceSettings.getState().pushToTalk || isTalking
    if (tracks.microphone) tracks.microphone.enabled = !muted && !deafened && mayTalk
  }

  function tellState(): void {
    const { status, muted, deafened } = get()
    const id = callId()
    if (status !== 'joined' || id === undefined || !connection.isConnected()) return
    const sent = { audio: Boolean(tracks.microphone), video: Boolean(tracks.camera), screen: Boolean(tracks.screen) }
    connection.request('call-state', { callId: id, muted: muted || deafened, deafened, ...sent }).catch(() => undefined)
  }

  function setMutes(muted: boolean, deafened: boolean): void {
    set({ muted, deafened })
    const { target, microphone } = get()
    if (target) rememberPlace({ target, muted, deafened })
    speakers?.setDeafened(deafened)
    hearOrNot()
    // Whoever wants to be heard may have found the microphone meanwhile.
    if (!muted && microphone !== 'on' && microphone !== 'waiting') void startMicrophone()
    tellState()
  }

  async function setCamera(isOn: boolean): Promise<void> {
    if (!isOn) {
      setTrack('camera', undefined)
      set({ camera: null })
      return tellState()
    }
    const current = attempt
    const track = await openCamera()
    if (current !== attempt) return track.stop()
    track.onended = () => void setCamera(false)
    setTrack('camera', track)
    set({ camera: new MediaStream([track]) })
    tellState()
  }

  async function setScreen(isOn: boolean): Promise<void> {
    if (!isOn) {
      setTrack('screen', undefined)
      setTrack('screenAudio', undefined)
      set({ screen: null })
      return tellState()
    }
    const current = attempt
    const { picture, sound } = await openScreen()
    if (current !== attempt) {
      for (const track of [picture, sound]) track?.stop()
      return
    }
    // The browser has a button of its own to stop sharing.
    picture.onended = () => void setScreen(false)
    setTrack('screen', picture)
    setTrack('screenAudio', sound)
    set({ screen: new MediaStream([picture]) })
    tellState()
  }

  /** Gives everything back: devices, paths, sound. */
  function close(): void {
    attempt++
    for (const timer of absences.values()) clearTimeout(timer)
    absences.clear()
    closeMedia()
    early = []
    stopVoices?.()
    stopVoices = undefined
    meter?.close()
    meter = undefined
    for (const slot of Object.keys(tracks) as MediaSlot[]) setTrack(slot, undefined)
    speakers?.close()
    speakers = undefined
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
    if (!media || get().status !== 'joined') early.push(signal)
    else if (signal.from === forwardingUnitId) (next?.media ?? media).receive(signal)
    else media.receive(signal)
  }

  const listeners = [
    connection.on('call-joined', ({ callId: id, participant }) => {
      if (id !== callId() || get().status !== 'joined') return
      clearTimeout(absences.get(participant.id))
      absences.delete(participant.id)
      changeParticipants((list) => [...list.filter((known) => known.id !== participant.id), participant])
    }),
    connection.on('call-left', ({ callId: id, participant, reason }) => {
      if (id !== callId() || get().status !== 'joined') return
      // Left by this very page there is nothing to say; `lost` means that we are coming back.
      if (participant.id === get().selfId) {
        if (reason === 'moved' || reason === 'removed') end(reason)
      } else changeParticipants((list) => list.filter((known) => known.id !== participant.id))
    }),
    connection.on('call-state', ({ callId: id, participant }) => {
      if (id !== callId() || get().status !== 'joined') return
      const before = get().participants.find((known) => known.id === participant.id)
      changeParticipants((list) => list.map((known) => (known.id === participant.id ? participant : known)))
      if (before?.reconnecting && !participant.reconnecting) media?.repeat(participant.id)
    }),
    connection.on('call-topology', ({ callId: id, ...chosen }) => {
      if (id !== callId() || get().status !== 'joined') return
      way = chosen
      follow()
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
      if (ofMicrophone.some((name) => settings[name] !== before[name])) void startMicrophone()
      if (settings.cameraId !== before.cameraId && tracks.camera) void setCamera(true).catch(() => setCamera(false))
      hearOrNot()
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
    setTalking(value) {
      isTalking = value
      hearOrNot()
    },
    setCamera,
    setScreen,
    show(pictures) {
      shown = pictures
      media?.show(pictures)
      next?.media.show(pictures)
    },
    allowSound: () => speakers?.resume(),
    getStats: async () => (await media?.getStats()) ?? new Map(),
    stop() {
      for (const unsubscribe of listeners) unsubscribe()
      close()
      set(idle)
    },
  }
}

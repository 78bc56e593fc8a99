import { type ChildProcess, fork } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { logger } from '../lib/logger.ts'
import { forwarderCores, forwarderParticipants, forwarderRestarts, forwarderStreams } from '../lib/metrics.ts'
import type { Forwarder, ForwarderListeners, SaidToUnit } from './forwarder.ts'
import { FIGURES_INTERVAL_MS, type UnitCommand, type UnitReport } from './unit-protocol.ts'

/**
 * Milliseconds of silence after which a process counts as hanging, and until one that has died is started again. On a
 * machine that has too much to do it is late, too, and everybody's connecting anew would be the last straw.
 */
const PATIENCE_MS = 30 * FIGURES_INTERVAL_MS
const RESTART_MS = 500

export interface ForwarderSettings {
  ports: [first: number, last: number]
  announcedAddress: string | undefined
  /** Participants that it takes, all calls together. */
  capacity: number
}

/** The forwarding unit that comes with the app: a process of its own, started with the first call that needs it. */
export class WorkerForwarder implements Forwarder {
  readonly #settings: ForwarderSettings
  readonly #listeners: ForwarderListeners
  #child: ChildProcess | undefined
  #restart: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(settings: ForwarderSettings, listeners: ForwarderListeners) {
    this.#settings = settings
    this.#listeners = listeners
  }

  get capacity(): number {
    return this.#settings.capacity
  }

  receive(callId: string, participantId: string, said: SaidToUnit): void {
    this.#tell({ kind: 'said', callId, participantId, said })
  }

  leave(callId: string, participantId: string): void {
    if (this.#child) this.#tell({ kind: 'leave', callId, participantId })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#restart)
    clearTimeout(this.#watch)
    this.#child?.kill('SIGKILL')
  }

  #tell(command: UnitCommand): void {
    if (this.#isClosed) return
    this.#child ??= this.#start()
    if (this.#child.connected) this.#child.send(command)
  }

  #start(): ChildProcess {
    const child = fork(new URL('./unit.worker.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.on('message', (what: UnitReport) => this.#hear(what))
    child.once('exit', (code, signal) => {
      if (this.#isClosed) return
      logger.error({ code, signal }, 'the forwarding unit has ended; it is started again')
      forwarderRestarts.inc()
      this.#measure({ cores: 0, participants: 0, incoming: 0, outgoing: 0 })
      this.#restart = setTimeout(() => {
        this.#child = this.#start()
        this.#listeners.onLost()
      }, RESTART_MS)
    })
    const { ports, announcedAddress } = this.#settings
    const network = { ports, announcedAddress, extraAddresses: hasNetwork() ? [] : ['127.0.0.1'] }
    child.send({ kind: 'start', network } satisfies UnitCommand)
    this.#expectNews(child)
    return child
  }

  #expectNews(child: ChildProcess): void {
    clearTimeout(this.#watch)
    // What has come already is read first, when it was this process that was late.
    this.#watch = setTimeout(
      () => setImmediate(() => this.#watch === watch && child.kill('SIGKILL')),
      PATIENCE_MS,
    ).unref()
    const watch = this.#watch
  }

  #hear(what: UnitReport): void {
    if (this.#child) this.#expectNews(this.#child)
    if (what.kind === 'figures') this.#measure(what)
    else if (what.kind === 'answer') this.#listeners.onAnswer(what.callId, what.participantId, what.sdp)
    else this.#listeners.onConnected(what.callId, what.participantId)
  }

  #measure({ cores, participants, incoming, outgoing }: Omit<UnitReport & { kind: 'figures' }, 'kind'>): void {
    forwarderCores.set(cores)
    forwarderParticipants.set(participants)
    forwarderStreams.set({ direction: 'in' }, incoming)
    forwarderStreams.set({ direction: 'out' }, outgoing)
  }
}

const hasNetwork = () =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal))

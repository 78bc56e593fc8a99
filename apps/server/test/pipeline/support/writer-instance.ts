import pg from 'pg'
import { SnowflakeGenerator } from '../../../src/lib/snowflake.ts'
import type { MessageDraft, WrittenMessage } from '../../../src/repositories/message-statements.ts'
import { MessageWriter, type WriteResult } from '../../../src/repositories/message-writer.ts'
import { TcpProxy } from './tcp-proxy.ts'

export interface InstanceOptions {
  /** Milliseconds that its clock is ahead. */
  ahead?: number
  maxQueue?: number
  maxBatch?: number
  patience?: number
  onStored?: (message: WrittenMessage) => void
}

/** A writer as one instance of the app has it, with a network of its own to the database. */
export class WriterInstance {
  readonly writer: MessageWriter
  readonly proxy: TcpProxy
  readonly connections: pg.Pool
  /** What it has announced, in that order. */
  readonly announced: WrittenMessage[] = []
  /** Milliseconds that its clock is ahead now. */
  ahead: number
  readonly #onStored: (message: WrittenMessage) => void

  private constructor(databaseUrl: string, worker: number, proxy: TcpProxy, options: InstanceOptions) {
    const { ahead = 0, onStored = () => {}, ...limits } = options
    this.proxy = proxy
    this.connections = new pg.Pool({ connectionString: proxy.through(databaseUrl), max: 1, query_timeout: 2_000 })
    this.connections.on('error', () => {})
    this.ahead = ahead
    this.#onStored = onStored
    const ids = new SnowflakeGenerator(worker, () => Date.now() + this.ahead)
    this.writer = new MessageWriter({ pool: this.connections, ids, ...limits })
  }

  static async start(databaseUrl: string, worker: number, options: InstanceOptions = {}): Promise<WriterInstance> {
    return new WriterInstance(databaseUrl, worker, await TcpProxy.to(databaseUrl), options)
  }

  write(draft: MessageDraft): Promise<WriteResult> {
    return this.writer.write(draft, (message) => {
      this.announced.push(message)
      this.#onStored(message)
    })
  }

  async stop(): Promise<void> {
    await this.proxy.stop()
    await this.connections.end()
  }
}

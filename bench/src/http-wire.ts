import { once } from 'node:events'
import { connect, type Socket as Stream } from 'node:net'

/**
 * Sends requests as somebody, over connections that are kept, and costs the benchmark's own process as little as can be:
 * `fetch` takes several times what the app takes.
 */
export class HttpWire {
  readonly #port: number
  readonly #token: string
  readonly #idle = new Set<Stream>()

  constructor(port: number, token: string) {
    this.#port = port
    this.#token = token
  }

  /** @returns the answer as it came, which must be a good one */
  async post(path: string, body: object): Promise<string> {
    const [idle] = this.#idle
    if (idle) this.#idle.delete(idle)
    const stream = idle ?? (await this.#open())
    const text = JSON.stringify(body)
    stream.write(
      `POST ${path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${this.#token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    )
    const answer = await read(stream)
    this.#idle.add(stream)
    if (!answer.startsWith('HTTP/1.1 2')) throw new Error(answer)
    return answer
  }

  close(): void {
    for (const stream of this.#idle) stream.destroy()
  }

  async #open(): Promise<Stream> {
    const stream = connect({ host: '127.0.0.1', port: this.#port, noDelay: true })
    // The app closes what is idle for some seconds.
    stream.once('close', () => this.#idle.delete(stream))
    await once(stream, 'connect')
    return stream
  }
}

/** One answer, which says how long it is. */
function read(stream: Stream): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const hear = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const head = answer.indexOf('\r\n\r\n')
      const length = head < 0 ? undefined : /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1]
      if (length === undefined || answer.length < head + 4 + Number(length)) return
      stream.off('data', hear).off('close', fail)
      resolve(answer)
    }
    const fail = () => reject(new Error(`The connection was closed after: ${answer}`))
    stream.on('data', hear).on('close', fail)
  })
}

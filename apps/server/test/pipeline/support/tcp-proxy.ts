import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

interface Link {
  client: Socket
  server: Socket
}

/** A request gets lost with its connection, or is carried out and its answer is lost. */
type Fault = 'lose-answer' | 'lose-request'

/** A network between a client and a server, in which connections break the way they do in the real one. */
export class TcpProxy {
  readonly #links = new Set<Link>()
  readonly #server = createServer((client) => this.#open(client))
  readonly #target: { host: string; port: number }
  #fault: Fault | undefined
  #isDown = false
  #thaw: PromiseWithResolvers<void> | undefined
  #refusal = Promise.withResolvers<void>()

  private constructor(target: { host: string; port: number }) {
    this.#target = target
  }

  static async to(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url)
    const proxy = new TcpProxy({ host: hostname, port: Number(port) })
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** The same address as `url`, but through this proxy. */
  through(url: string): string {
    const proxied = new URL(url)
    proxied.hostname = '127.0.0.1'
    proxied.port = String((this.#server.address() as AddressInfo).port)
    return proxied.href
  }

  /** Breaks a connection at the next request, or at the answer to the next insert. */
  breakNext(fault: Fault): void {
    this.#fault = fault
  }

  /** Breaks every connection, both ends. */
  cut(): void {
    for (const { client, server } of this.#links) {
      client.destroy()
      server.destroy()
    }
  }

  /** Breaks the client's ends alone: the server goes on with what it was told and does not notice. */
  abandon(): void {
    for (const { client } of this.#links) client.destroy()
  }

  /** Refuses connections from now on, or no more. */
  setDown(isDown: boolean): void {
    this.#isDown = isDown
    if (isDown) this.cut()
  }

  /** Passes nothing on from now on, and breaks nothing either, as when a machine at the other end hangs. */
  freeze(): void {
    this.#thaw = Promise.withResolvers<void>()
    for (const { client, server } of this.#links) {
      client.pause()
      server.pause()
    }
  }

  thaw(): void {
    this.#thaw?.resolve()
    this.#thaw = undefined
    for (const { client, server } of this.#links) {
      client.resume()
      server.resume()
    }
  }

  /** Resolves at the next connection that is refused. */
  refusal(): Promise<void> {
    return this.#refusal.promise
  }

  async stop(): Promise<void> {
    this.setDown(true)
    this.thaw()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #open(client: Socket): void {
    client.on('error', () => {})
    if (this.#isDown) {
      client.destroy()
      this.#refusal.resolve()
      this.#refusal = Promise.withResolvers<void>()
      return
    }
    if (this.#thaw) {
      void this.#thaw.promise.then(() => this.#open(client))
      return
    }
    const server = connect({ ...this.#target, noDelay: true })
    server.on('error', () => client.destroy())
    const link = { client, server }
    this.#links.add(link)
    client.setNoDelay()
    client.on('data', (chunk) => {
      if (this.#fault === 'lose-request' && isQuery(chunk)) {
        this.#fault = undefined
        client.destroy()
        server.destroy()
      } else {
        server.write(chunk)
      }
    })
    server.on('data', (chunk) => {
      if (this.#fault === 'lose-answer' && isAnswer(chunk)) {
        this.#fault = undefined
        client.destroy()
      }
      // What comes for a client that is gone is read and thrown away, as by a network.
      else if (!client.destroyed) client.write(chunk)
    })
    client.on('end', () => server.end())
    server.on('close', () => {
      client.destroy()
      this.#links.delete(link)
    })
  }
}

/** Whether bytes of PostgreSQL's protocol end with a Sync, as every prepared or parametrised query does. */
function isQuery(chunk: Buffer): boolean {
  return chunk.subarray(-5).toString('latin1') === 'S\0\0\0\x04'
}

/** Whether they end with "ready for query" after a completed command, so that what was asked is committed. */
function isAnswer(chunk: Buffer): boolean {
  return chunk.subarray(-6, -1).toString('latin1') === 'Z\0\0\0\x05' && chunk.includes('INSERT 0 ')
}

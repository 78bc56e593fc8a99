import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

/** Stands before the app as nginx does where it is deployed. */
export interface ReverseProxy {
  url: string
  /** The app behind it is away: it says so itself, with a 503, and lets go of live connections. */
  loseApp(): void
  findApp(): void
  /** Changes a file that the app serves, as the next build would. */
  rewrite(path: string, change: (content: string) => string): void
  stop(): void
}

/** Starts a proxy before an app. */
export async function startReverseProxy(appUrl: string): Promise<ReverseProxy> {
  const { hostname, port } = new URL(appUrl)
  const rewrites = new Map<string, (content: string) => string>()
  let isAway = false

  async function passOn(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (isAway) {
      answer.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503 Service Temporarily Unavailable</h1>')
      return
    }
    const { method, url = '/', headers } = incoming
    const change = rewrites.get(url)
    // As it is, for whoever changes it.
    const asked = change ? { ...headers, 'accept-encoding': 'identity', 'if-none-match': '' } : headers
    const outgoing = request({ hostname, port, method, path: url, headers: asked })
    incoming.pipe(outgoing)
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    const {
      statusCode = 502,
      headers: { 'content-length': length, etag, ...kept },
    } = response
    if (!change) {
      response.pipe(answer.writeHead(statusCode, response.headers))
      return
    }
    const content = (await response.setEncoding('utf8').toArray()).join('')
    answer.writeHead(statusCode, kept).end(change(content))
  }

  const server = createServer((incoming, answer) => {
    passOn(incoming, answer).catch(() => answer.destroy())
  })
  server.on('upgrade', (incoming, socket, head) => {
    if (isAway) return socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
    const app = connect({ host: hostname, port: Number(port) })
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`]
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`)
    }
    app.write(`${lines.join('\r\n')}\r\n\r\n`)
    app.write(head)
    app.pipe(socket).pipe(app)
    for (const end of [app, socket]) {
      end.on('error', () => {})
      end.on('close', () => (end === app ? socket : app).destroy())
    }
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
  })
  const upgraded = new Set<{ destroy(): unknown }>()
  server.listen(0, 'localhost')
  await once(server, 'listening')

  const letGo = () => {
    for (const socket of upgraded) socket.destroy()
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    loseApp() {
      isAway = true
      letGo()
    },
    findApp() {
      isAway = false
    },
    rewrite: (path, change) => void rewrites.set(path, change),
    stop() {
      letGo()
      server.close()
      server.closeAllConnections()
    },
  }
}

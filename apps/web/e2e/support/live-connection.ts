import type { Page, WebSocketRoute } from '@playwright/test'

/** Stands between a page and the app, and can delay or refuse what is sent over the live connection. */
export interface LiveConnection {
  /** Keeps everything the app says from the page. */
  hold(): void
  /** Lets the page hear it after all. */
  release(): void
  /** Answers what the page sends in the app's place: the app has refused it. */
  refuse(code: string, message: string): void
  /** Lets messages through to the app again. */
  accept(): void
}

/** Takes hold of the live connection of a page that has not been opened yet. */
export async function intercept(page: Page): Promise<LiveConnection> {
  let heard: (() => void)[] | undefined
  let refusal: { code: string; message: string } | undefined

  function answer(route: WebSocketRoute, packet: string): boolean {
    const [, id] = /^42(\d+)\["send-message"/.exec(packet) ?? []
    if (id === undefined || refusal === undefined) return false
    route.send(`43${id}${JSON.stringify([{ ok: false, error: refusal }])}`)
    return true
  }

  await page.routeWebSocket(/\/socket\.io\//, (route) => {
    const app = route.connectToServer()
    route.onMessage((packet) => {
      if (!answer(route, String(packet))) app.send(packet)
    })
    app.onMessage((packet) => {
      if (heard) heard.push(() => route.send(packet))
      else route.send(packet)
    })
  })

  return {
    hold() {
      heard = []
    },
    release() {
      const waiting = heard ?? []
      heard = undefined
      for (const deliver of waiting) deliver()
    },
    refuse(code, message) {
      refusal = { code, message }
    },
    accept() {
      refusal = undefined
    },
  }
}

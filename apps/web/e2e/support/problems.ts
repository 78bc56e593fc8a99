import type { BrowserContext } from '@playwright/test'

/**
 * Everything that goes wrong in the browsers of a test without anybody seeing it: errors on the console (violations of
 * the content security policy among them), exceptions, dialogs, requests that fail or are refused.
 */
export class Problems {
  readonly #found: string[] = []
  // Who opens a page is asked for first, and a browser that is not signed in is told so.
  readonly #expected: RegExp[] = [/^401 GET \/api\/auth\/me$/]

  /** Problems that belong to the story, for example a refused password. They look like `401 POST /api/auth/login`. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns)
  }

  /** What nobody has expected. */
  get unexpected(): string[] {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)))
  }

  /** Watches every page of a browser. */
  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      // Refused requests are noted below, with more about them.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
      this.#found.push(`console: ${message.text()}`)
    })
    context.on('weberror', (error) => this.#found.push(`exception: ${error.error().stack ?? error.error().message}`))
    context.on('dialog', (dialog) => {
      this.#found.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText
      // Leaving a page gives up what it was asking for.
      if (reason !== 'net::ERR_ABORTED') this.#found.push(`${reason} ${request.method()} ${pathOf(request.url())}`)
    })
    context.on('response', (response) => {
      if (response.status() < 400) return
      this.#found.push(`${response.status()} ${response.request().method()} ${pathOf(response.url())}`)
    })
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { expect } from '@playwright/test'
import { desktop, test } from './support/test.ts'

const built = join(import.meta.dirname, '../dist')

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** Serves the client from a folder, as the app does; nobody is signed in. */
async function serve(folder: string): Promise<{ url: string; server: Server }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    if (pathname.startsWith('/api/')) {
      const problem = {
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: 'Nobody is signed in',
        code: 'unauthenticated',
      }
      response.writeHead(401, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
      return
    }
    const file = extname(pathname) === '' ? '/index.html' : pathname
    const content = await readFile(join(folder, file)).catch(() => undefined)
    const headers = { 'content-type': types[extname(file)] ?? 'text/plain', 'cache-control': 'no-cache' }
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, headers).end(content)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, server }
}

/** Makes another build of what is in a folder: a page with another title, whose entry has another name. */
async function rebuild(folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const entry = /src="\/assets\/(index-[^"]+\.js)"/.exec(page)?.[1] ?? ''
  const next = entry.replace('.js', 'B.js')
  await rename(join(folder, 'assets', entry), join(folder, 'assets', next))
  const description = /(?<=name="description" content=")[^"]*/
  await writeFile(join(folder, 'index.html'), page.replaceAll(entry, next).replace(description, 'Build B'))
  const worker = await readFile(join(folder, 'service-worker.js'), 'utf8')
  const renewed = worker.replaceAll(entry, next).replace(/"?version"?:\s*["'`]\w+["'`]/, '"version":"buildB"')
  await writeFile(join(folder, 'service-worker.js'), renewed)
}

test.describe('the installed app', () => {
  let folder: string
  let served: Awaited<ReturnType<typeof serve>>

  test.beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-build-'))
    await cp(built, folder, { recursive: true })
    served = await serve(folder)
  })
  test.afterEach(async () => {
    served.server.closeAllConnections()
    served.server.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('is always the newest build while there is a network, and still Parley without', async ({
    openBrowser,
    problems,
  }) => {
    problems.expect(/401|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|Failed to fetch|could not be reached/)
    const page = await openBrowser({ ...desktop, serviceWorkers: 'allow' })
    await page.goto(`${served.url}/login`)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    const described = page.locator('meta[name="description"]')
    await expect(described).not.toHaveAttribute('content', 'Build B')

    await rebuild(folder)
    await page.reload()
    await expect(described).toHaveAttribute('content', 'Build B')
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    // The next one takes over, so that what is kept for offline is the newest build too.
    const isTakenOver = async () => {
      const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {}
      const isThere = (await caches.keys()).includes('parley-buildB')
      return isThere && !installing && !waiting && active?.state === 'activated'
    }
    await expect.poll(() => page.evaluate(isTakenOver)).toBe(true)

    await page.context().setOffline(true)
    await page.goto(`${served.url}/conversations`)
    await expect(described).toHaveAttribute('content', 'Build B')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 30_000 })
    await page.context().setOffline(false)
    // By itself.
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return lists.flat().map(({ url }) => new URL(url).pathname)
    })
    expect(kept.filter((path) => path.startsWith('/api') || path.startsWith('/socket.io'))).toEqual([])
  })

  test('says what a phone needs to put it on its home screen', async ({ openBrowser, problems }) => {
    problems.expect(/401/)
    const page = await openBrowser()
    await page.goto(`${served.url}/login`)
    const manifest = await page.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')
      return (await (await fetch(link?.href ?? '')).json()) as { icons: { src: string; sizes: string }[] }
    })
    expect(manifest).toMatchObject({ name: 'Parley', display: 'standalone', start_url: '/' })
    for (const { src, sizes } of manifest.icons.filter((icon) => icon.src.endsWith('.png'))) {
      const size = await page.evaluate(async (path) => {
        const picture = await createImageBitmap(await (await fetch(path)).blob())
        return `${picture.width}x${picture.height}`
      }, src)
      expect(size).toBe(sizes)
    }
  })
})

/// <reference lib="webworker" />
// Keeps the app's shell for when the network is away, and opens what notifications are about. The network always comes
// first for pages, so that nobody is shown an old shell while the app can be reached; what the API says is never kept.

/** Filled in by `vite/service-worker-plugin.ts`. */
declare const __PARLEY_BUILD__: {
  version: string
  /** The script that `index.html` of this build loads. */
  entry: string
  /** What the shell needs. */
  files: string[]
}

const build = __PARLEY_BUILD__
const worker = self as unknown as ServiceWorkerGlobalScope
const cacheName = `parley-${build.version}`
/** Milliseconds after which an app that does not answer counts as out of reach. */
const DEADLINE = 6_000
/** What a proxy answers while the app behind it is away. */
const awayStatuses = new Set([502, 503, 504])

worker.addEventListener('install', (event) => {
  event.waitUntil(fillCache().then(() => worker.skipWaiting()))
})

async function fillCache(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(['/', ...build.files].map((path) => new Request(path, { cache: 'reload' })))
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

/** Takes over the open pages and tells them which build this is. They may still need files of the one before. */
async function takeOver(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith('parley-'))
  await Promise.all(ours.slice(0, -2).map((name) => name !== cacheName && caches.delete(name)))
  await worker.clients.claim()
  for (const client of await worker.clients.matchAll({ type: 'window' })) {
    client.postMessage({ type: 'build', entry: build.entry })
  }
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname.startsWith('/api/') || pathname.startsWith('/socket.io/')) return
  if (request.mode === 'navigate') event.respondWith(loadPage(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(loadAsset(request))
  else if (build.files.includes(pathname)) event.respondWith(loadFile(request))
})

async function loadPage(request: Request): Promise<Response> {
  try {
    const response = await inTime(fetch(request))
    return awayStatuses.has(response.status) ? ((await keptShell()) ?? response) : response
  } catch {
    return (await keptShell()) ?? Response.error()
  }
}

const keptShell = () => caches.match('/', { cacheName })

/** Rejects when there is no answer for too long. */
function inTime(response: Promise<Response>): Promise<Response> {
  const { promise, reject } = Promise.withResolvers<never>()
  setTimeout(() => reject(new Error('The app did not answer in time')), DEADLINE)
  return Promise.race([response, promise])
}

/** Its name changes with its content: what is kept is right for ever. */
async function loadAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.status === 200) {
    const copy = response.clone()
    const cache = await caches.open(cacheName)
    await cache.put(request, copy)
  }
  return response
}

/** Files whose names stay the same. */
async function loadFile(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(request, { cacheName })) ?? Response.error()
  }
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = event.notification.data as { path: string }
  event.waitUntil(openPath(path))
})

/** Brings a page of ours to the front and lets it open the path; without one, opens a new one. */
async function openPath(path: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window' })
  const page = pages.find(({ focused }) => focused) ?? pages[0]
  if (!page) {
    await worker.clients.openWindow(path)
    return
  }
  await page.focus()
  page.postMessage({ type: 'open', path })
}

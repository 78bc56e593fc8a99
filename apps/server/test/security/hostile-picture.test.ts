import sharp from 'sharp'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { CookieJar, signUp } from '../support/people.ts'
import { picture, png } from '../support/picture.ts'
import { browser, csrfToken, expectProblem, send } from '../support/rest.ts'

const app = await startSharedApp()
const ana = await signUp(app.url, 'ana')
const call = browser(app.url, ana.jar)

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
const html = '<!doctype html><script>alert(document.domain)</script>'
const square = (side: number) => sharp({ create: { width: side, height: side, channels: 3, background: 'red' } })
const blob = (bytes: Uint8Array | string, type = 'image/png') =>
  new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], { type })

const noPictures: [what: string, make: () => Blob | Promise<Blob>][] = [
  ['SVG under its own name', () => blob(svg, 'image/svg+xml')],
  ['SVG that says it is PNG', () => blob(svg)],
  ['SVG behind an XML declaration', () => blob(`<?xml version="1.0"?>\n<!DOCTYPE svg>\n${svg}`, 'image/webp')],
  ['HTML', () => blob(html, 'image/jpeg')],
  ['TIFF, which no browser shows', async () => blob(await square(9).tiff().toBuffer())],
  ['PDF', () => blob('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj')],
  ['nothing', () => blob('')],
  ['noise', () => blob(crypto.getRandomValues(new Uint8Array(2000)))],
  ['the first bytes of a PNG', () => blob(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['a JPEG that breaks off', async () => blob((await square(300).jpeg().toBuffer()).subarray(0, 700), 'image/jpeg')],
  ['a PNG that breaks off', async () => blob((await square(900).png().toBuffer()).subarray(0, 300))],
  ['a WebP that breaks off', async () => blob((await square(900).webp({ lossless: true }).toBuffer()).subarray(0, 60))],
  ['little that unpacks to 3.6 billion pixels', () => blob(png(60_000, 60_000, new Uint8Array(1000)))],
  ['one row of more than there may be', () => blob(png(40_000_001, 1, new Uint8Array(10)))],
]

test.each(noPictures)('%s is refused', async (_, make) => {
  expectProblem(await call('setAvatar', { file: await make() }), 'image_invalid')
})

test('a script that hides in a picture does not get out again', async () => {
  const polyglot = Buffer.concat([await square(9).gif().toBuffer(), Buffer.from(html)])
  const answer = await call('setAvatar', { file: blob(polyglot, 'image/gif') })
  expect(answer.status).toBe(200)
  const { avatarUrl } = answer.body as { avatarUrl: string }
  const shown = await send(app.url + avatarUrl)
  expect(shown.text).not.toContain('script')
  expect(shown.text.slice(8, 12)).toBe('WEBP')
  expect(shown.headers.get('content-type')).toBe('image/webp')
})

test('the type in the header decides nothing but that a picture is meant', async () => {
  const jpeg = await square(9).jpeg().toBuffer()
  expect((await call('setAvatar', { file: blob(jpeg, 'image/png') })).status).toBe(200)
  for (const type of ['text/html', 'application/octet-stream', 'multipart/form-data; boundary=x', '']) {
    expectProblem(await call('setAvatar', { file: blob(jpeg, type) }), 'image_invalid')
  }
})

test('more bytes than there may be are not read', async () => {
  const file = blob(new Uint8Array(8 * 1024 * 1024 + 1))
  expectProblem(await call('setAvatar', { file }), 'payload_too_large')
})

test('a picture may not come compressed, lest little become much', async () => {
  const headers = {
    'x-csrf-token': await csrfToken(app.url, ana.jar),
    'content-type': 'image/png',
    'content-encoding': 'gzip',
  }
  const answer = await send(`${app.url}/api/auth/avatar`, { method: 'PUT', headers, body: picture() }, ana.jar)
  expectProblem(answer, 'malformed_request')
})

test('nobody uploads who is not signed in, or for somebody who is', async () => {
  const upload = { method: 'PUT', headers: { 'content-type': 'image/png' }, body: picture() }
  expectProblem(await send(`${app.url}/api/auth/avatar`, upload), 'unauthenticated')
  expectProblem(await send(`${app.url}/api/auth/avatar`, upload, ana.jar), 'csrf_failed')
  expectProblem(await browser(app.url, new CookieJar())('setAvatar', { file: picture() }), 'unauthenticated')
})

test('of all this the app has nothing to complain', () => {
  expect(loggedErrors(app)).toEqual([])
})

test('many pictures at once do not keep anybody from talking', async () => {
  const large = blob(await square(4000).png().toBuffer())
  const answers = await Promise.all(Array.from({ length: 40 }, () => call('setAvatar', { file: large })))
  const statuses = new Set(answers.map(({ status }) => status))
  expect([...statuses].sort()).toEqual([200, 503])
  expect((await call('setAvatar', { file: picture() })).status).toBe(200)
})

import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUpAll } from '../support/people.ts'
import { expectProblem, send } from '../support/rest.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')

const colours = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255] } as const
type Colour = keyof typeof colours

/** Three squares side by side. */
function flag(left: Colour, middle: Colour, right: Colour) {
  const square = (colour: Colour) => ({ width: 100, height: 100, channels: 3 as const, background: colour })
  return sharp({ create: { ...square(left), width: 300 } }).composite([
    { input: { create: square(middle) }, left: 100, top: 0 },
    { input: { create: square(right) }, left: 200, top: 0 },
  ])
}

const blobOf = (bytes: Buffer, type: string) => new Blob([new Uint8Array(bytes)], { type })

async function fetchImage(url: string | null) {
  const response = await fetch(app.url + url)
  expect(response.status).toBe(200)
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

/** The colour of the picture at an address, which has to be the same at its middle and near its left edge. */
async function colourAt(url: string | null): Promise<Colour | undefined> {
  const { bytes } = await fetchImage(url)
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const found = [20, info.width / 2].map((x) => {
    const start = (x + (info.height / 2) * info.width) * info.channels
    const pixel = [...data.subarray(start, start + 3)]
    return (Object.keys(colours) as Colour[]).find((name) =>
      colours[name].every((value, channel) => Math.abs(value - (pixel[channel] ?? -1)) < 16),
    )
  })
  return found[0] === found[1] ? found[0] : undefined
}

test.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)(
  'a picture uploaded as %s becomes a square WebP',
  async (format) => {
    const file = blobOf(await flag('red', 'lime', 'blue').toFormat(format).toBuffer(), `image/${format}`)
    const { avatarUrl } = await ana.api.setAvatar({ query: {}, file })
    const { bytes } = await fetchImage(avatarUrl)
    const { format: kept, width, height, pages } = await sharp(bytes).metadata()
    expect({ kept, width, height, pages }).toEqual({ kept: 'webp', width: 256, height: 256, pages: undefined })
    expect(await colourAt(avatarUrl)).toBe('lime')
  },
)

test('the square that was chosen is the one that is kept', async () => {
  const file = blobOf(await flag('red', 'lime', 'blue').png().toBuffer(), 'image/png')
  const { avatarUrl } = await ana.api.setAvatar({ query: { x: '200', y: '0', size: '100' }, file })
  expect(await colourAt(avatarUrl)).toBe('blue')
})

test.each([
  { x: '201', y: '0', size: '100' },
  { x: '0', y: '1', size: '100' },
  { x: '0', y: '0', size: '101' },
  { x: '0', y: '0', size: '0' },
  { x: '-1', y: '0', size: '10' },
  { x: '0', y: '0' },
  { size: '10' },
])('a square that is not within the picture is refused: %j', async (query) => {
  const file = blobOf(await flag('red', 'lime', 'blue').png().toBuffer(), 'image/png')
  await expect(ana.api.setAvatar({ query, file })).rejects.toMatchObject({ code: 'validation_failed', status: 400 })
})

test('a photograph is cropped as people see it, not as the camera held it, and says no more where it was taken', async () => {
  const exif = { IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } }
  // 6: to be turned clockwise, so that left becomes the top.
  const photo = await flag('red', 'lime', 'blue').withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const query = { x: '0', y: '200', size: '100' }
  const { avatarUrl } = await ana.api.setAvatar({ query, file: blobOf(photo, 'image/jpeg') })
  expect(await colourAt(avatarUrl)).toBe('blue')
  const { exif: kept, orientation } = await sharp((await fetchImage(avatarUrl)).bytes).metadata()
  expect({ kept, orientation }).toEqual({ kept: undefined, orientation: undefined })
})

test('of a picture that moves the first frame is kept', async () => {
  const frames = await Promise.all(
    (['red', 'blue'] as const).map((background) =>
      sharp({ create: { width: 10, height: 10, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const { avatarUrl } = await ana.api.setAvatar({ query: {}, file: blobOf(moving, 'image/gif') })
  expect(await colourAt(avatarUrl)).toBe('red')
})

describe('a picture at its address', () => {
  test('can be kept for ever, and is nothing but a picture', async () => {
    const file = blobOf(await flag('red', 'lime', 'blue').png().toBuffer(), 'image/png')
    const { avatarUrl } = await ana.api.setAvatar({ query: {}, file })
    expect(avatarUrl).toMatch(/^\/api\/images\/[\da-f-]{36}\.webp$/)
    const { headers } = await fetchImage(avatarUrl)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers.getSetCookie()).toEqual([])
  })

  test.each(['00000000-0000-4000-8000-000000000000.webp', '1.webp', '..%2f..%2fetc%2fpasswd.webp', '%00.webp', 'x'])(
    'is not found at %s',
    async (name) => {
      expectProblem(await send(`${app.url}/api/images/${name}`), 'not_found')
    },
  )
})

test('a new avatar is what everybody sees at once, and the old one is gone', async () => {
  const { serverId, channelId } = await createCommunity(ana, ben)
  const earlier = await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
  const { live, heard } = await listen(ana)
  await live.request('join-servers', {})
  const [red, blue] = await Promise.all(
    (['red', 'blue'] as const).map(async (colour) =>
      blobOf(await flag(colour, colour, colour).png().toBuffer(), 'image/png'),
    ),
  )
  const first = await ben.api.setAvatar({ query: {}, file: red as Blob })
  const second = await ben.api.setAvatar({ query: {}, file: blue as Blob })
  const { avatarUrl } = second
  expect(second).toEqual({ ...ben.user, avatarUrl })
  expect(await colourAt(avatarUrl)).toBe('blue')
  expectProblem(await send(app.url + first.avatarUrl), 'not_found')

  const isSecond = (user: { avatarUrl: string | null }) => user.avatarUrl === avatarUrl
  const member = await heard.first('member-updated', ({ user }) => isSecond(user))
  expect(member).toMatchObject({ serverId, userId: ben.user.id })
  const { messages } = await ana.api.listMessages({ params: { channelId }, query: {} })
  expect(messages[0]).toMatchObject({ id: earlier.id, author: { avatarUrl } })
  const next = await ben.api.sendMessage({ params: { channelId }, body: { content: 'Me again' } })
  expect(next.author.avatarUrl).toBe(avatarUrl)

  expect(await ben.api.removeAvatar()).toEqual(ben.user)
  await heard.first('member-updated', ({ user }) => user.avatarUrl === null)
  expectProblem(await send(app.url + avatarUrl), 'not_found')
})

test('a server’s icon is what members and invited people see, and it goes with the server', async () => {
  const { server, serverId, inviteCode } = await createCommunity(ana, ben)
  const { live, heard } = await listen(ben)
  await live.request('join-servers', {})
  const params = { serverId }
  const file = blobOf(await flag('red', 'lime', 'blue').png().toBuffer(), 'image/png')
  const updated = await ana.api.setServerIcon({ params, query: {}, file })
  expect(updated).toMatchObject({ id: serverId, name: server.name })
  expect(await heard.first('server-updated')).toEqual(updated)
  expect(await colourAt(updated.iconUrl)).toBe('lime')
  expect((await ana.api.getInvite({ params: { inviteCode } })).server.iconUrl).toBe(updated.iconUrl)

  const again = await ana.api.setServerIcon({ params, query: { x: '0', y: '0', size: '50' }, file })
  expectProblem(await send(app.url + updated.iconUrl), 'not_found')
  expect((await ana.api.removeServerIcon({ params })).iconUrl).toBeNull()
  expectProblem(await send(app.url + again.iconUrl), 'not_found')

  const last = await ana.api.setServerIcon({ params, query: {}, file })
  await ana.api.deleteServer({ params })
  expectProblem(await send(app.url + last.iconUrl), 'not_found')
})

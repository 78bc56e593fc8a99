import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUp, signUpAll } from '../support/people.ts'
import { browser, expectProblem, send } from '../support/rest.ts'

// Bugs that others have had, one test each. Named elsewhere: a revoked session's socket (Mattermost CVE-2026-9162) and
// what is cached of a place one has left (CVE-2026-1629) in revocation.test.ts; sign-in without a CSRF token (NodeBB
// #14852) in forged-request.test.ts; events without a payload (NodeBB #14852) in junk-event.test.ts; two first messages
// at once (Spacebar) in concurrent-firsts.test.ts; hidden and absent looking alike in contract/permissions.

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')
const harbour = await createCommunity(ana)
const lighthouse = await createCommunity(ben)
const callAsAna = browser(app.url, ana.jar)
const callAsBen = browser(app.url, ben.jar)

describe('what holds in one server holds in that one only', () => {
  test('an invite admits to its own server (Zulip CVE-2022-21706)', async () => {
    const cleo = await signUp(app.url, 'cleo')
    await cleo.api.joinServer({ body: { inviteCode: harbour.inviteCode } })
    expect((await cleo.api.listServers()).map(({ id }) => id)).toEqual([harbour.serverId])
    const { serverId, channelId } = lighthouse
    await expect(cleo.api.getServer({ params: { serverId } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(cleo.api.listMessages({ params: { channelId }, query: {} })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('its owner is nobody’s owner elsewhere (Haven #5433)', async () => {
    const { serverId, channelId } = lighthouse
    await ana.api.joinServer({ body: { inviteCode: lighthouse.inviteCode } })
    const own = { serverId }
    expectProblem(await callAsAna('updateServer', { params: own, body: { name: 'Mine' } }), 'forbidden')
    expectProblem(await callAsAna('deleteServer', { params: own }), 'forbidden')
    expectProblem(await callAsAna('regenerateInvite', { params: own }), 'forbidden')
    expectProblem(await callAsAna('createChannel', { params: own, body: { name: 'mine' } }), 'forbidden')
    expectProblem(await callAsAna('deleteChannel', { params: { channelId } }), 'forbidden')
    const member = { serverId, userId: ben.user.id }
    expectProblem(await callAsAna('removeMember', { params: member }), 'forbidden')
    await ana.api.leaveServer({ params: own })
  })

  test('whoever is no member has no part in what every member may do (backspace #3)', async () => {
    const { serverId, channelId } = harbour
    expectProblem(await callAsBen('getServer', { params: { serverId } }), 'not_found')
    expectProblem(await callAsBen('sendMessage', { params: { channelId }, body: { content: 'Ahoy' } }), 'not_found')
    const { live, heard } = await listen(ben)
    await live.request('join-servers', {})
    await expect(live.request('join-channel', { channelId })).rejects.toMatchObject({ code: 'not_found' })
    const witness = await listen(ana)
    await witness.live.request('join-channel', { channelId })
    const { id } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'Among us' } })
    await witness.heard.first('message-created', (message) => message.id === id)
    await heard.settled()
    expect([heard.all('message-created'), heard.all('channel-activity')]).toEqual([[], []])
    for (const one of [live, witness.live]) one.close()
  })

  test('opening one channel opens no other', async () => {
    const { serverId, channelId } = harbour
    const other = await ana.api.createChannel({ params: { serverId }, body: { name: 'deck' } })
    const { live, heard } = await listen(ana)
    await live.request('join-channel', { channelId })
    await ana.api.sendMessage({ params: { channelId: other.id }, body: { content: 'Elsewhere' } })
    await heard.settled()
    expect(heard.all('message-created')).toEqual([])
    live.close()
  })
})

describe('nothing tells whether something exists that one may not see (Mattermost CVE-2025-14350)', () => {
  test('a message of elsewhere is no better an anchor than one that never was', async () => {
    const { id } = await ana.api.sendMessage({ params: { channelId: harbour.channelId }, body: { content: 'Secret' } })
    const params = { channelId: lighthouse.channelId }
    for (const anchor of ['before', 'after', 'around']) {
      const hidden = await callAsBen('listMessages', { params, query: { [anchor]: id } })
      const absent = await callAsBen('listMessages', { params, query: { [anchor]: String(BigInt(id) + 1n) } })
      expect(hidden.text).toBe(absent.text)
    }
    const hidden = await callAsBen('markChannelRead', { params, body: { messageId: id } })
    const absent = await callAsBen('markChannelRead', { params, body: { messageId: String(BigInt(id) + 1n) } })
    expect([hidden.status, hidden.text]).toEqual([404, absent.text])
  })

  test('guessed invites are all alike, however close', async () => {
    const { inviteCode } = harbour
    const swap = (text: string) => (text === 'A' ? 'B' : 'A')
    const guesses = [
      'x',
      'AAAAAAAAAAAA',
      swap(inviteCode[0] ?? '') + inviteCode.slice(1),
      inviteCode.slice(0, -1) + swap(inviteCode.at(-1) ?? ''),
      `${inviteCode}A`,
      inviteCode.slice(0, -1),
      inviteCode.toLowerCase() === inviteCode ? inviteCode.toUpperCase() : inviteCode.toLowerCase(),
      '../servers',
      '%00',
    ]
    const answers = await Promise.all(guesses.map((code) => callAsBen('getInvite', { params: { inviteCode: code } })))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
  })
})

describe('files', () => {
  test.each([
    '/api/docs/assets/../package.json',
    '/api/docs/assets/..%2f..%2f..%2fpackage.json',
    '/api/docs/assets/%2e%2e/%2e%2e/package.json',
    '/api/docs/assets/..%5c..%5cpackage.json',
    '/api/docs/assets/....//....//package.json',
    '/api/docs/assets/%252e%252e%252fpackage.json',
    '/api/docs/assets//etc/passwd',
    '/api/docs/assets/%00',
    '/assets/..%2f..%2fsrc%2fserver.ts',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/.env',
    '/data/secrets.json',
  ])('outside the folder are out of reach: %s (Synapse CVE-2021-41281)', async (path) => {
    const { status, headers, text } = await rawGet(path)
    // Where the web client is built, any page address is one of its routes.
    const isPage = status === 200 && headers.get('content-type')?.startsWith('text/html') && text.includes('<div id=')
    expect(isPage || (status >= 400 && status < 500)).toBe(true)
    expect(text).not.toMatch(/"version":|root:|sessionSecret|import /)
  })

  /** Asks for a path exactly as it is written; `fetch` would tidy it up. */
  async function rawGet(path: string) {
    const { hostname, port } = new URL(app.url)
    return new Promise<{ status: number; headers: Map<string, string>; text: string }>((resolve, reject) => {
      const outgoing = request({ hostname, port, path, headers: { accept: 'text/html' } }, async (response) => {
        let text = ''
        for await (const chunk of response) text += chunk
        const headers = new Map(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
        resolve({ status: response.statusCode ?? 0, headers, text })
      })
      outgoing.on('error', reject).end()
    })
  }
})

test('what people write is data: it comes back as JSON that no browser takes for a page (Spacebar)', async () => {
  const content = '<script>alert(1)</script><img src=x onerror=alert(1)>'
  const params = { channelId: harbour.channelId }
  expect((await ana.api.sendMessage({ params, body: { content } })).content).toBe(content)
  const { headers } = await send(`${app.url}/api/channels/${harbour.channelId}/messages`, {}, ana.jar)
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

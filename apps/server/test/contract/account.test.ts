import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { password, signIn, signUp, signUpAll } from '../support/people.ts'
import { browser, expectProblem, expectSuccess } from '../support/rest.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')

test('the first account is the admin, and only that', () => {
  expect(ana.user.isAdmin).toBe(true)
  expect(ben.user.isAdmin).toBe(false)
})

test('an account has the username as its display name until another is chosen', () => {
  expect(ana.user).toMatchObject({ displayName: ana.user.username, avatarUrl: null, bio: '', email: ana.email })
})

test('an email is the same in any case and with spaces around it', async () => {
  const shouted = `  ${ben.email.toUpperCase()} `
  const visitor = browser(app.url)
  const again = await visitor('register', { body: { email: shouted, username: 'somebody.else', password } })
  expectProblem(again, 'email_taken')
  expectSuccess('login', await visitor('login', { body: { email: shouted, password } }), 200)
})

const bytes72 = 'é'.repeat(36)

test('bcrypt reads 72 bytes: a longer password is neither taken nor cut', async () => {
  const visitor = browser(app.url)
  const account = { email: 'long@example.org', username: 'long.password' }
  expectProblem(await visitor('register', { body: { ...account, password: `${bytes72}x` } }), 'validation_failed')
  expectSuccess('register', await visitor('register', { body: { ...account, password: bytes72 } }), 201)
  const { email } = account
  expectProblem(await visitor('login', { body: { email, password: `${bytes72}x` } }), 'invalid_credentials')
  expectProblem(await visitor('createToken', { body: { email, password: `${bytes72}x` } }), 'invalid_credentials')
  expectSuccess('login', await visitor('login', { body: { email, password: bytes72 } }), 200)
  const change = { currentPassword: `${bytes72}x`, newPassword: password }
  expectProblem(await visitor('changePassword', { body: change }), 'invalid_credentials')
})

test.each([
  ['email', { email: 'no-at-sign' }],
  ['email', { email: `${'a'.repeat(250)}@example.org` }],
  ['email', { email: 'nul\0@example.org' }],
  ['username', { username: 'a' }],
  ['username', { username: 'a'.repeat(33) }],
  ['username', { username: 'Ana' }],
  ['username', { username: 'ana b' }],
  ['username', { username: 'änä' }],
  ['password', { password: '7 chars' }],
  ['password', { password: 'with\0 a NUL' }],
  ['displayName', { displayName: '   ' }],
  ['displayName', { displayName: 'x'.repeat(33) }],
])('registering names what is wrong: %s of %j', async (path, wrong) => {
  const body = { email: 'new@example.org', username: 'new.person', password, ...wrong }
  const answer = await browser(app.url)('register', { body })
  expectProblem(answer, 'validation_failed')
  expect(answer.body).toMatchObject({ errors: [{ path }] })
})

test('signing out ends this session, and this one only', async () => {
  const elsewhere = await signIn(app.url, ben)
  const here = await signIn(app.url, ben)
  await here.api.logout()
  await expect(here.api.getSelf()).rejects.toMatchObject({ code: 'unauthenticated', status: 401 })
  expect(await elsewhere.api.getSelf()).toEqual(ben.user)
})

test('signing in as somebody else ends the session before', async () => {
  const first = await signIn(app.url, ben)
  const [session] = (await first.api.listSessions()).filter(({ current }) => current)
  await first.api.login({ body: { email: ana.email, password } })
  expect((await first.api.getSelf()).id).toBe(ana.user.id)
  expect((await ben.api.listSessions()).map(({ id }) => id)).not.toContain(session?.id)
})

test('a new password replaces the old one, and every other session ends', async () => {
  const cleo = await signUp(app.url, 'cleo')
  const elsewhere = await signIn(app.url, cleo)
  const newPassword = 'a completely new one'
  await cleo.api.changePassword({ body: { currentPassword: password, newPassword } })
  expect((await cleo.api.getSelf()).id).toBe(cleo.user.id)
  await expect(elsewhere.api.getSelf()).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(signIn(app.url, cleo)).rejects.toMatchObject({ code: 'invalid_credentials' })
  expect((await signIn(app.url, cleo, newPassword)).user.id).toBe(cleo.user.id)
})

test('a changed profile is what everybody sees, at once', async () => {
  const { serverId, channelId } = await createCommunity(ana, ben)
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const { live, heard } = await listen(ana)
  const elsewhere = await listen(ben)
  await live.request('join-servers', {})
  const earlier = await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })

  const changed = { displayName: 'Benjamin ⚓', bio: 'At sea', username: `${ben.user.username}.2` }
  const self = await ben.api.updateProfile({ body: changed })
  const { email, isAdmin, ...profile } = self
  expect(self).toEqual({ ...ben.user, ...changed })

  expect(await heard.first('user-updated')).toEqual(profile)
  expect(await elsewhere.heard.first('user-updated')).toEqual(profile)
  expect((await heard.first('member-updated', (member) => member.serverId === serverId)).user).toEqual(profile)
  expect(await ana.api.getUser({ params: { userId: ben.user.id } })).toEqual(profile)
  const { messages } = await ana.api.listMessages({ params: { channelId }, query: {} })
  expect(messages[0]).toMatchObject({ id: earlier.id, author: { displayName: changed.displayName } })
  const say = { params: { conversationId }, body: { content: 'Still me' } }
  expect((await ben.api.sendConversationMessage(say)).author).toMatchObject({ username: changed.username })
})

test('a profile change must change something, and within limits', async () => {
  for (const body of [
    {},
    { username: 'A' },
    { displayName: '' },
    { bio: 'x'.repeat(191) },
    { email: 'x@example.org' },
  ]) {
    expectProblem(await browser(app.url, ben.jar)('updateProfile', { body }), 'validation_failed')
  }
})

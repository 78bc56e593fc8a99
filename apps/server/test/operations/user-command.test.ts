import { createApi } from '@parley/client/api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { runCommand } from '../support/command.ts'
import { CookieJar, nextEvent, signIn, signUp } from '../support/people.ts'
import { createOldDatabase } from './support/databases.ts'

// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

let app: TestApp
let env: Record<string, string>
beforeAll(async () => {
  app = await startApp()
  env = { DATABASE_URL: app.database.url }
})
afterAll(() => app.stop())

const user = (...args: string[]) => runCommand(['user', ...args], env)
const passwordIn = (result: string) => /^Password: (\S+)$/m.exec(result)?.[1] ?? ''

/** Signs in with what a command said. */
function login(email: string, password: string) {
  return createApi({ baseUrl: app.url, fetch: new CookieJar().fetch }).login({ body: { email, password } })
}

test('an account that was created can be signed in to', async () => {
  await signUp(app.url, 'first')
  const { code, result } = await user('create', 'Ann@Example.org', 'ann')
  expect(code).toBe(0)
  const ann = await login('ann@example.org', passwordIn(result))
  expect(ann).toMatchObject({ username: 'ann', isAdmin: false })
  const admin = await user('create', 'bob@example.org', 'bob', '--admin')
  expect(await login('bob@example.org', passwordIn(admin.result))).toMatchObject({ isAdmin: true })
})

test('what the contract refuses is refused, in a sentence', async () => {
  await user('create', 'cat@example.org', 'cat')
  const refused: [string[], RegExp][] = [
    [['create', 'nonsense', 'dan'], /^email: Must be an email address\.\n$/],
    [['create', 'dan@example.org', 'D A N'], /^username: .*\.\n$/],
    [['create', 'cat@example.org', 'dan'], /^An account with this email exists already\n$/],
    [['create', 'dan@example.org', 'cat'], /^This username is taken\n$/],
    [['make-admin', 'nobody'], /^There is no account nobody\.\n$/],
    [['create', 'dan@example.org'], /^Usage: npm run user -- /],
    [['make-admin', 'cat', '--force'], /^Usage: npm run user -- /],
    [['constructor'], /^Usage: npm run user -- /],
  ]
  for (const [args, reason] of refused) {
    const { code, said, result } = await user(...args)
    expect(said).toMatch(reason)
    expect(result).toBe('')
    expect(code).toBe(1)
  }
})

test('a new password replaces the old one and signs out everywhere', async () => {
  const eve = await signUp(app.url, 'eve')
  const closed = nextEvent(await eve.connect(), 'session-ended')
  const { result } = await user('reset-password', eve.user.username)
  expect(await closed).toEqual({ reason: 'password_changed' })
  await expect(signIn(app.url, eve)).rejects.toMatchObject({ code: 'invalid_credentials' })
  await expect(eve.api.getSelf()).rejects.toMatchObject({ code: 'unauthenticated' })
  await signIn(app.url, eve, passwordIn(result))
})

test('somebody is made an admin, and the list shows it', async () => {
  const { email, user: fay } = await signUp(app.url, 'fay')
  expect(await user('make-admin', email)).toMatchObject({ code: 0 })
  const { result } = await user('list')
  expect(result.split('\n').filter((line) => line.includes(email))).toEqual([
    expect.stringMatching(new RegExp(`^${fay.id}\t${fay.username}\t${email}\tadmin\tsince \\d{4}-\\d\\d-\\d\\d\t`)),
  ])
})

test('a database of an older version is left alone', async () => {
  const old = await createOldDatabase()
  const { said } = await runCommand(['user', 'list'], { DATABASE_URL: old.url })
  expect(said).toMatch(/start Parley once/)
  await old.drop()
})

import { findFreePort } from '@parley/embedded-postgres/port'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeStun, probeTurn } from '../../src/lib/turn-probe.ts'
import { type Coturn, startCoturn, turnCredentials } from '../support/coturn.ts'
import { hasProgram } from '../support/program.ts'

const secret = 'a secret that coturn and Parley share'
const soon = () => Date.now() + 60_000

test('nobody there is said', async () => {
  const address = `127.0.0.1:${await findFreePort()}`
  const credentials = turnCredentials(secret, soon())
  await expect(probeTurn(`turn:${address}?transport=tcp`, credentials)).rejects.toThrow(/ECONNREFUSED/)
})

describe.runIf(hasProgram('turnserver', 'coturn'))('a TURN server', () => {
  let coturn: Coturn
  beforeAll(async () => {
    coturn = await startCoturn(await findFreePort(), secret)
  })
  afterAll(() => coturn.stop())

  test.each(['', '?transport=udp', '?transport=tcp'])('gives a relay (%s)', async (query) => {
    const relay = await probeTurn(`turn:${coturn.address}${query}`, turnCredentials(secret, soon()))
    expect(relay).toEqual({ address: expect.stringMatching(/^127\.0\.0\.1:201\d\d$/), reachesItself: true })
  })

  test('refuses credentials that have run out, or are of another secret', async () => {
    const refusal = /TURN_SECRET is not its static-auth-secret, or a clock is wrong/
    const url = `turn:${coturn.address}`
    await expect(probeTurn(url, turnCredentials(secret, Date.now() - 60_000))).rejects.toThrow(refusal)
    await expect(probeTurn(url, turnCredentials('other', soon()))).rejects.toThrow(refusal)
  })

  test('also says who asks, as STUN does', async () => {
    await expect(probeStun(`stun:${coturn.address}`)).resolves.toBeUndefined()
  })

  test('is seen not to reach itself where its own address is denied', async () => {
    const closed = await startCoturn(await findFreePort(), secret, '--denied-peer-ip=127.0.0.0-127.255.255.255')
    const relay = await probeTurn(`turn:${closed.address}`, turnCredentials(secret, soon()))
    expect(relay.reachesItself).toBe(false)
    await closed.stop()
  })
})

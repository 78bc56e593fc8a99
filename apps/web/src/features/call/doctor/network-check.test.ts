import { expect, it } from 'vitest'
import { checkNetwork, type NetworkStep, type StepResult, sortServers } from './network-check.ts'

const relay = { username: '1:me', credential: 'secret' }

it('knows how each server is reached', () => {
  const urls = ['turn:a:3478', 'turn:a:3478?transport=udp', 'turn:a:3478?transport=tcp', 'turns:a:5349']
  const sorted = sortServers([{ urls: ['stun:a:3478'] }, { urls, ...relay }])
  expect(sorted.stun).toEqual([{ urls: ['stun:a:3478'] }])
  expect(sorted.turnUdp.map(({ urls: [url] }) => url)).toEqual(['turn:a:3478', 'turn:a:3478?transport=udp'])
  expect(sorted.turnTcp.map(({ urls: [url] }) => url)).toEqual(['turn:a:3478?transport=tcp', 'turns:a:5349'])
  for (const server of [...sorted.turnUdp, ...sorted.turnTcp]) expect(server).toMatchObject(relay)
})

it.each([
  ['the live connection is lost', () => Promise.reject(new Error()), () => Promise.resolve([])],
  ['the app does not answer', () => Promise.resolve(), () => Promise.reject(new Error())],
])('asks nobody further when %s', async (_, ping, listIceServers) => {
  const results = new Map<NetworkStep, StepResult>()
  await checkNetwork({
    ping,
    listIceServers,
    needsRelay: false,
    report: (step, result) => results.set(step, result),
    signal: new AbortController().signal,
  })
  expect(results.get('signalling')).toEqual({ state: 'failed', problem: 'unreachable' })
  for (const step of ['stun', 'turnUdp', 'turnTcp', 'path'] as const) {
    expect(results.get(step)).toEqual({ state: 'skipped' })
  }
})

it('says that a browser without WebRTC has none', async () => {
  const results = new Map<NetworkStep, StepResult>()
  await checkNetwork({
    ping: () => Promise.resolve(),
    listIceServers: () => Promise.resolve([]),
    needsRelay: false,
    report: (step, result) => results.set(step, result),
    signal: new AbortController().signal,
  })
  expect(results.get('path')).toEqual({ state: 'failed', problem: 'unsupported' })
})

import { readdir, readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { caller, expectRising, fakeMedia, joinVoice, prepareCaller } from './support/calls.ts'
import type { Person } from './support/person.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

const JOINS = 10
/** Larger calls with pictures go through the forwarding unit. */
const LARGEST_MESH = 4
/** Milliseconds for which a mesh is watched. */
const WATCHED = 8_000

test.use({
  // So many browsers are more than a small machine has patience for.
  actionTimeout: 60_000,
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: fakeMedia },
})
test.setTimeout(600_000)

test('how long it takes from the click that joins to the first picture of somebody else', async ({ newPerson }) => {
  const ana = await newPerson('Ana', caller)
  const ben = await newPerson('Ben', caller)
  const { path } = await meet('Harbour', ana, ben)
  await prepareCaller(ana.page)
  await ana.page.goto(path)
  await joinVoice(ana.page)
  await ana.page.getByRole('button', { name: 'Turn camera on' }).click()
  await prepareCaller(ben.page)
  const times: number[] = []
  for (let round = 0; round < JOINS; round++) {
    await ben.page.goto(path)
    const seen = ben.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          addEventListener('click', ({ timeStamp }) => {
            new MutationObserver((_, observer) => {
              const picture = document.querySelector<HTMLVideoElement>('video[aria-label="Camera of Ana"]')
              if (!picture) return
              observer.disconnect()
              picture.requestVideoFrameCallback((now) => resolve(now - timeStamp))
            }).observe(document.body, { childList: true, subtree: true })
          })
        }),
    )
    await joinVoice(ben.page)
    times.push(await seen)
    await ben.page.getByRole('button', { name: 'Leave the call' }).click()
  }
  const [fastest = 0] = times.sort((a, b) => a - b)
  const median = times[Math.floor(times.length / 2)] ?? 0
  console.log(
    `Joined ${JOINS} times: first picture after ${median.toFixed(0)} ms (half), ${fastest.toFixed(0)} ms at best,`,
  )
  console.log(`${times.at(-1)?.toFixed(0)} ms at worst.`)
})

test('what a mesh costs as it grows', async ({ newPerson }) => {
  const people: Person[] = []
  const owner = await newPerson('Ana', caller)
  const others: Person[] = []
  for (let index = 1; index < LARGEST_MESH; index++) others.push(await newPerson(`Ben ${index}`, caller))
  const { path } = await meet('Harbour', owner, ...others)
  for (const person of [owner, ...others]) {
    await prepareCaller(person.page)
    await person.page.goto(path)
    await joinVoice(person.page)
    await person.page.getByRole('button', { name: 'Turn camera on' }).click()
    people.push(person)
    if (people.length < 2) continue
    await expectRising(person.page, 'frames', people.length - 1)
    const [frames, processor] = [await countFrames(people), await readProcessorTime()]
    const started = performance.now()
    await owner.page.waitForTimeout(WATCHED)
    const seconds = (performance.now() - started) / 1000
    const pictures = people.length * (people.length - 1)
    const rate = ((await countFrames(people)) - frames) / seconds / pictures
    const cores = ((await readProcessorTime()) - processor) / seconds
    console.log(
      `${people.length} people: ${rate.toFixed(1)} pictures a second of each other, ${cores.toFixed(2)} cores for all browsers`,
    )
  }
  expect(people).toHaveLength(LARGEST_MESH)
})

async function countFrames(people: Person[]): Promise<number> {
  const counts = await Promise.all(people.map(({ page }) => countFramesOf(page)))
  return counts.reduce((sum, count) => sum + count, 0)
}

function countFramesOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const reports = await Promise.all(window.peerConnections.map((connection) => connection.getStats()))
    return reports
      .flatMap((report) => [...report.values()])
      .reduce((sum, stat) => sum + (stat.type === 'inbound-rtp' ? (stat.framesDecoded ?? 0) : 0), 0)
  })
}

/** Seconds that the browsers of this process have computed, as Linux counts them. */
async function readProcessorTime(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')))
  const processes = stats.flatMap((stat) => {
    const [, pid, name, rest = ''] = /^(\d+) \((.*)\) (.*)$/s.exec(stat) ?? []
    const fields = rest.split(' ')
    // proc(5): after the name come state and parent; times are in hundredths of a second.
    return pid ? [{ pid, name, parent: fields[1], time: (Number(fields[11]) + Number(fields[12])) / 100 }] : []
  })
  const family = new Set([String(process.pid)])
  for (let before = 0; before !== family.size; ) {
    before = family.size
    for (const { pid, parent } of processes) if (parent && family.has(parent)) family.add(pid)
  }
  return processes
    .filter(({ pid, name }) => family.has(pid) && name?.startsWith('chrom'))
    .reduce((sum, { time }) => sum + time, 0)
}

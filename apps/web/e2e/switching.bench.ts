import { expect, type Page } from '@playwright/test'
import { interleave } from '../../../bench/src/figure.ts'
import { message, openChannel } from './support/chat.ts'
import { report } from './support/figures.ts'
import { Durations, timeComputing } from './support/frames.ts'
import { markRead, writeHistory } from './support/history.ts'
import { timeUntilPainted } from './support/painted.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

const ROUNDS = 4
/** Channels that are gone to in a round: ones that have been seen before, and ones that have not. */
const SWITCHES = 8
const FIRST_VISITS = 2

/** What is pressed, and what shows then. */
type Step = [press: string, visible: string]

function toAndFro(to: Step, fro: Step): Step[] {
  return Array.from({ length: SWITCHES / 2 }, () => [to, fro]).flat()
}

async function measure(page: Page, steps: Step[]) {
  const times: number[] = []
  const computing = await timeComputing(page, async () => {
    for (const [press, visible] of steps) times.push(await timeUntilPainted(page, visible, press))
  })
  return { painted: new Durations(times).upTo(0.5), computing: computing / steps.length }
}

test('how long it takes to show another channel', async ({ app, newPerson, openBrowser }) => {
  test.setTimeout(180_000)
  // What this machine, as busy as it is, can do at all: an element that shows another.
  const plain = await openBrowser()
  await plain.setContent(
    '<style>#b:checked ~ i, #b:not(:checked) ~ p { visibility: hidden }</style><input type="checkbox" id="b"><i>Not</i><p>Here</p>',
  )

  const ana = await newPerson('Ana')
  const { page } = ana
  const { server, channelId, path } = await meet('Archive', ana)
  const channels = [{ id: channelId, name: 'general' }]
  for (let index = 0; index <= FIRST_VISITS * (ROUNDS + 1); index++) {
    const name = `other-${index}`
    channels.push(await ana.api.createChannel({ params: { serverId: server.id }, body: { name } }))
  }
  for (const { id } of channels) {
    await writeHistory(app, { channelId: id, authorId: ana.user.id, count: 1_000 })
    await markRead(app, { channelId: id, userId: ana.user.id, line: 1_000 })
  }
  await page.goto(path)
  await expect(message(page, 'Line 1000.')).toBeInViewport()
  await openChannel(page, 'other-0')
  await expect(message(page, 'Line 1000.')).toBeInViewport()

  const [general, other, ...unseen] = channels.map(
    ({ id, name }): Step => [`nav a[href$="/${id}"]`, `section[aria-label="Messages in ${name}"] article`],
  )
  if (!general || !other) throw new Error('There are two channels')
  const figures = await interleave(['Parley', 'not seen before', 'plain element'], ROUNDS, (subject) => {
    if (subject === 'not seen before') return measure(page, unseen.splice(0, FIRST_VISITS))
    return subject === 'Parley'
      ? measure(page, toAndFro(general, other))
      : measure(plain, toAndFro(['#b', 'p'], ['#b', 'i']))
  })
  await report(
    {
      name: 'Web client: to a channel seen before, press to paint',
      unit: 'ms',
      ours: 'Parley',
      targets: { Parley: '< 50' },
      rounds: figures.painted,
    },
    { name: 'Web client: of it the main thread', unit: 'ms', ours: 'Parley', rounds: figures.computing },
  )
})

import { limits } from '@parley/contracts/limits'
import { type Browser, expect } from '@playwright/test'
import { composer, message, messages, send } from './support/chat.ts'
import { meet } from './support/scene.ts'
import { test } from './support/test.ts'

/** Whatever of this runs calls `pwned()`. */
const scripts = [
  '<script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '<svg/onload=pwned()>',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  '<a href="javascript:pwned()">click</a>',
  '<details open ontoggle=pwned()>',
  '"><body onload=pwned()>',
  '[click](javascript:pwned())',
  '[click](JaVaScRiPt:pwned())',
  '[click]( javascript:pwned())',
  '[click](<javascript:pwned()>)',
  '[click](java\tscript:pwned())',
  '[click](java\nscript:pwned())',
  '[click](\u0001javascript:pwned())',
  '[click](javascript&colon;pwned())',
  '[click](&#106;avascript:pwned())',
  '[click](data:text/html,<script>opener.pwned()</script>)',
  '[click](data:text/html;base64,PHNjcmlwdD5vcGVuZXIucHduZWQoKTwvc2NyaXB0Pg==)',
  '[click](vbscript:pwned())',
  '[click](blob:https://example.org/1)',
  '[click](//example.org/%0d%0aset-cookie:a=b)',
  '[click](https://example.org" onmouseover="pwned())',
  "[click](https://example.org' onclick='pwned())",
  '<javascript:pwned()>',
  'javascript:pwned()',
  '![x](x "onerror=pwned()")',
  '`<img src=x onerror=pwned()>`',
  '```html\n<script>pwned()</script>\n```',
  '```"><script>pwned()</script>\n```',
  '||<img src=x onerror=pwned()>||',
  '> <img src=x onerror=pwned()>',
  '# <img src=x onerror=pwned()>',
  '- <img src=x onerror=pwned()>',
  '<@1><@!2><#3><@&4><:a:5><t:99999999999999999999:R><t:-1:F>',
  '{{constructor.constructor("pwned()")()}} #{pwned()}',
  '__proto__ constructor toString',
  '\u202Egnp.exe\u202C',
]

/** The longest texts there may be, made to take long. */
const slow = [
  '[a](',
  '![',
  '**',
  '*_',
  '||',
  '~~',
  '`',
  '> ',
  '>>> ',
  '- ',
  '<',
  '<@',
  '__*',
  '(((',
  '[',
  'http://',
  '\\',
  '# ',
  '1. ',
].map((piece) => piece.repeat(Math.floor(limits.messageContent / piece.length)))
const nested = [
  `${'> '.repeat(1999)}x`,
  `${'**_'.repeat(600)}x${'_**'.repeat(600)}`,
  `${'['.repeat(1300)}x${'](a)'.repeat(600)}`,
  Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n'),
]

declare global {
  interface Window {
    pwned: () => void
    wasPwned: boolean
  }
}

test('nothing that people write is run, and links lead only where links may', async ({
  newPerson,
  openBrowser,
  problems,
}) => {
  // Nobody has the ids that are mentioned.
  problems.expect(/^404 GET \/api\/users\/\d$/)
  const ana = await newPerson('Ana')
  const { channelId, path } = await meet('Harbour', ana)
  for (const content of scripts) await ana.api.sendMessage({ params: { channelId }, body: { content } })
  const { page } = ana
  await page.addInitScript(() => {
    window.pwned = () => {
      window.wasPwned = true
    }
  })
  await page.goto(path)
  await send(page, 'the end')
  await expect(message(page, 'the end')).toBeVisible()
  // All of them, also those that are out of view at first.
  await page.setViewportSize({ width: 1280, height: 4000 })
  await expect(messages(page).getByText('<script>pwned()</script>', { exact: true }).first()).toBeVisible()
  await expect(messages(page).getByRole('article')).toHaveCount(scripts.length + 1)

  const spoilers = messages(page).getByRole('button', { name: /Spoiler/ })
  for (const spoiler of await spoilers.all()) await spoiler.click()
  for (const link of await messages(page).getByRole('link').all()) {
    await expect(link).toHaveAttribute('href', /^(https?:\/\/|mailto:)/)
    await expect(link).toHaveAttribute('rel', /noopener/)
  }
  // What messages are drawn with has no handlers, and none of the elements that load or run something.
  const dangerous = 'script, img, iframe, object, embed, details, body, form, style, link, base, meta'
  await expect(messages(page).locator(dangerous)).toHaveCount(0)
  const handlers = await messages(page).evaluate((region) =>
    [...region.querySelectorAll('*')].flatMap(({ attributes }) =>
      [...attributes].map(({ name }) => name).filter((name) => name.startsWith('on')),
    ),
  )
  expect(handlers).toEqual([])
  expect(await page.evaluate(() => window.wasPwned)).toBeUndefined()

  // Names are no different.
  const mallory = await newPerson('<img src=x onerror=pwned()>')
  const stranger = await openBrowser()
  const hostile = await meet('"><script>pwned()</script>', mallory)
  await mallory.page.goto(hostile.path)
  await send(mallory.page, 'hello')
  await expect(message(mallory.page, 'hello')).toContainText('<img src=x onerror=pwned()>')
  await stranger.goto(`/invite/${hostile.server.inviteCode}`)
  await expect(stranger.getByRole('heading', { name: '"><script>pwned()</script>' })).toBeVisible()
})

/** Seconds of processor time that pages have taken so far, however busy the machine is with other things. */
async function pageSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

test('the nastiest texts are drawn without holding anything up', async ({ browser, newPerson }) => {
  const ana = await newPerson('Ana')
  const { server, channelId } = await meet('Harbour', ana)
  for (const content of [...slow, ...nested]) await ana.api.sendMessage({ params: { channelId }, body: { content } })
  const quiet = await ana.api.createChannel({ params: { serverId: server.id }, body: { name: 'quiet' } })
  const { page } = ana
  await page.goto(`/channels/${server.id}/${quiet.id}`)
  await expect(page.getByRole('heading', { name: 'Welcome to #quiet' })).toBeVisible()

  const before = await pageSeconds(browser)
  await page.getByRole('link', { name: /^general/ }).click()
  const beginning = page.getByRole('heading', { name: 'Welcome to #general' })
  await expect(composer(page)).toHaveAccessibleName('Message #general')
  await messages(page).hover()
  await expect(async () => {
    await page.mouse.wheel(0, -10_000)
    await expect(beginning).toBeInViewport({ timeout: 100 })
  }).toPass()
  expect((await pageSeconds(browser)) - before).toBeLessThan(6)
})

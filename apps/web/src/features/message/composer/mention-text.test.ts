import { describe, expect, it } from 'vitest'
import { toStored, toWritten } from './mention-text.ts'

const nameable = {
  people: [
    { id: '7', username: 'ana' },
    { id: '8', username: 'ana.b' },
  ],
  channels: [
    { id: '10', name: 'general' },
    { id: '11', name: 'general-talk' },
    { id: '12', name: 'two words' },
  ],
}

describe('what is written', () => {
  it.each([
    ['@ana, hello', '<@7>, hello'],
    ['ask @ana.b.', 'ask <@8>.'],
    ['ask @ana.', 'ask <@7>.'],
    ['@Ana', '<@7>'],
    ['see #general and #general-talk!', 'see <#10> and <#11>!'],
    ['in #two words here', 'in <#12> here'],
  ])('%j is sent as %j and written back', (text, stored) => {
    expect(toStored(text, nameable)).toBe(stored)
    expect(toWritten(stored, nameable)).toBe(text.replace('@Ana', '@ana'))
  })

  it.each(['me@ana', '@nobody', '#generals', '`@ana`', '```\n#general\n```', '# general', 'a/#general'])(
    '%j is sent as it is',
    (text) => expect(toStored(text, nameable)).toBe(text),
  )
})

it('leaves ids of the unknown alone', () => expect(toWritten('<@99> <#98>', nameable)).toBe('<@99> <#98>'))

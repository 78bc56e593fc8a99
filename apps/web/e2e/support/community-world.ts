import { channelType } from '@parley/contracts/channel-type'
import { buildLog } from './build-log.ts'

// Who and what the pictures show: always the same, to the last digit of the ids.

/** When the pictures are taken, as far as the pages know: a Friday evening in Madrid. */
export const now = new Date('2026-11-20T18:30:00Z')

/** Milliseconds at which the ids begin. */
const EPOCH = 1_420_070_400_000n

export const idAt = (iso: string, index: number) => String(((BigInt(Date.parse(iso)) - EPOCH) << 22n) + BigInt(index))

export const names = {
  mira: 'Mira Castell',
  jonas: 'Jonas Weil',
  ife: 'Ife Adeyemi',
  lou: 'Lou',
  amina: 'أمينة الحداد',
  kenji: 'Kenji 🎧',
  rosalind: 'Rosalind Featherstonehaugh-Cholmondeley of the Lighthouse',
  tomas: 'Tomás',
  wren: 'Wren',
  ada: 'Ada Okafor',
} as const

export type Name = keyof typeof names

export const bios: Partial<Record<Name, string>> = {
  jonas: 'Keeps the transmitter warm. Ask me about antennas.',
  ife: 'Cables, solder, tea. Thursdays on air at nine: https://harbour.example/ife',
}

export const people = Object.keys(names) as Name[]
export const personId = (name: Name) => idAt('2026-01-10T09:00:00Z', people.indexOf(name) * 7 + 1)
export const emailOf = (name: Name) => `${name}@example.org`

export const servers = [
  { name: 'Harbour Radio', owner: 'mira', members: people.filter((name) => name !== 'ada') },
  { name: 'Night Gardeners', owner: 'jonas', members: ['jonas', 'mira', 'wren', 'lou'] },
  { name: 'Tiny Synths', owner: 'ife', members: ['ife', 'mira', 'kenji'] },
  { name: 'ملتقى القراءة', owner: 'amina', members: ['amina', 'mira', 'jonas'] },
] satisfies { name: string; owner: Name; members: Name[] }[]
export const serverId = (index: number) => idAt('2026-01-12T20:00:00Z', index * 5 + 1)

export type Line = [author: Name, at: string, content: string]

export interface Place {
  name: string
  /** What has been written there, and how many of the last lines Mira has not read. */
  lines?: Line[]
  unread?: number
}

export const channels: (Place & { server: number; topic?: string; type?: number })[] = [
  {
    server: 0,
    name: 'general',
    topic: 'Everything around the station',
    lines: [
      ['jonas', '2026-11-19T19:58:00Z', 'The storm is over. Antenna still standing.'],
      ['mira', '2026-11-20T15:05:00Z', 'Good evening! The new transmitter is **up and running** since noon.'],
      ['jonas', '2026-11-20T15:07:00Z', 'I can hear it all the way to the lighthouse.'],
      ['jonas', '2026-11-20T15:07:30Z', 'A bit of hum below 200 Hz, though.'],
      ['ife', '2026-11-20T15:12:00Z', 'That is the old power supply. I will bring the other one:'],
      ['ife', '2026-11-20T15:12:40Z', '- 12 V, 10 A\n- the *quiet* one\n- with the blue cable'],
      ['mira', '2026-11-20T15:20:00Z', `Perfect, <@${personId('ife')}>. The filter I use meanwhile:`],
      [
        'mira',
        '2026-11-20T15:20:20Z',
        '```js\n// everything below the voice\nconst hum = new BiquadFilterNode(audio, { frequency: 180 })\nvoice.connect(hum).connect(audio.destination)\n```',
      ],
      ['lou', '2026-11-20T17:41:00Z', 'Can somebody take my slot on Thursday? ||I have concert tickets.||'],
      ['jonas', '2026-11-20T17:43:00Z', '> take my slot on Thursday\nSure, I am in.'],
      ['amina', '2026-11-20T17:50:00Z', 'مساء الخير! هل نبدأ البث في الثامنة؟'],
      ['kenji', '2026-11-20T17:52:00Z', 'Notes from the last meeting: https://example.org/notes'],
    ],
  },
  {
    server: 0,
    name: 'schedule',
    topic: 'Who is on air, and when',
    lines: [
      ['lou', '2026-11-20T16:00:00Z', 'Friday: jazz until nine, then the night show.'],
      ['ife', '2026-11-20T16:20:00Z', 'I swap with Lou on Thursday.'],
      ['ife', '2026-11-20T16:21:00Z', 'And the kettle moves to studio two.'],
    ],
    unread: 2,
  },
  { server: 0, name: 'gear', topic: 'Microphones, cables, and what broke' },
  { server: 0, name: 'ideas-for-the-anniversary-show-and-everything-that-comes-after-it' },
  { server: 0, name: 'archive' },
  { server: 0, name: 'Studio', type: channelType.voice },
  { server: 0, name: 'Green room', type: channelType.voice },
  { server: 1, name: 'general' },
  {
    server: 1,
    name: 'moths',
    topic: 'Lamps on at ten',
    lines: [
      ['wren', '2026-11-19T21:40:00Z', 'The lamp is on. Quiet so far.'],
      ['wren', '2026-11-20T12:00:00Z', 'Three **hawk moths** on the lamp last night!'],
      ['jonas', '2026-11-20T12:20:00Z', '> on the lamp\nWhich colour is the lamp?'],
      ['wren', '2026-11-20T12:31:00Z', 'Warm white. Notes are at https://example.org/moths'],
      ['mira', '2026-11-20T17:05:00Z', `I come tonight, <@${personId('wren')}>. What do I bring?`],
      ['wren', '2026-11-20T17:06:00Z', '1. A chair\n2. Something warm\n3. ||A cake||'],
    ],
  },
  {
    server: 2,
    name: 'general',
    lines: [['ife', '2026-11-20T13:10:00Z', `<@${personId('mira')}> the little one is finished, come and play it`]],
    unread: 1,
  },
  { server: 2, name: 'workbench', topic: 'What is being built', lines: buildLog, unread: 24 },
  {
    server: 3,
    name: 'عام',
    topic: 'كتاب الشهر',
    lines: [
      ['amina', '2026-11-20T16:40:00Z', 'كتاب هذا الشهر: «رجال في الشمس».'],
      ['amina', '2026-11-20T16:41:00Z', 'نلتقي يوم الأحد في الساعة السابعة مساءً.'],
      ['jonas', '2026-11-20T16:55:00Z', 'I have only just started, is chapter three enough?'],
      ['amina', '2026-11-20T17:01:00Z', 'يكفي تماماً!'],
    ],
  },
]
export const channelId = (index: number) => idAt('2026-01-12T20:01:00Z', index + 1)

export const conversations: (Place & { participants: Name[]; isGroup: boolean })[] = [
  {
    name: 'Jonas Weil',
    isGroup: false,
    participants: ['mira', 'jonas'],
    lines: [
      ['jonas', '2026-11-20T14:30:00Z', 'Do you have the key to the mast?'],
      ['mira', '2026-11-20T14:31:00Z', 'In the blue drawer, under the manuals.'],
      ['jonas', '2026-11-20T14:40:00Z', 'Found it. Thank you!'],
    ],
    unread: 1,
  },
  {
    name: 'Soup and rehearsal',
    isGroup: true,
    participants: ['mira', 'ife', 'lou'],
    lines: [
      ['ife', '2026-11-18T20:10:00Z', 'Rehearsal at six?'],
      ['lou', '2026-11-18T20:12:00Z', 'I will bring the soup.'],
    ],
  },
]
export const conversationId = (index: number) => idAt('2026-02-01T12:00:00Z', index + 1)

/** Where else Mira is signed in. */
export const devices = [
  ['cookie', 'Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', '2026-11-20T07:45:00Z'],
  ['token', 'harbour-bot/1.2', '2026-11-17T09:00:00Z'],
] as const

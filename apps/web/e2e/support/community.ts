import { createApi } from '@parley/client/api'
import { connectRealtime, type Realtime } from '@parley/client/realtime'
import type { App } from './app.ts'
import { password } from './person.ts'

/** bcrypt's of {@link password}, at its lowest cost. */
const passwordHash = '$2b$04$yg7jesxcdienC8HdnbsKseWm/BWYARD5j/oVbaO8oDwHvymHe7rGy'

/** When the pictures are taken, as far as the pages know: a Friday evening in Madrid. */
export const now = new Date('2026-11-20T18:30:00Z')

/** Milliseconds at which the ids begin. */
const EPOCH = 1_420_070_400_000n

const idAt = (iso: string, index: number) => String(((BigInt(Date.parse(iso)) - EPOCH) << 22n) + BigInt(index))

const names = {
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

type Name = keyof typeof names

const bios: Partial<Record<Name, string>> = {
  jonas: 'Keeps the transmitter warm. Ask me about antennas.',
  ife: 'Cables, solder, tea. **Thursdays** on air at nine.',
}

const people = Object.keys(names) as Name[]
const personId = (name: Name) => idAt('2026-01-10T09:00:00Z', people.indexOf(name) * 7 + 1)
export const emailOf = (name: Name) => `${name}@example.org`

const servers = [
  { name: 'Harbour Radio', owner: 'mira', members: people.filter((name) => name !== 'ada') },
  { name: 'Night Gardeners', owner: 'jonas', members: ['jonas', 'mira', 'wren', 'lou'] },
  { name: 'Tiny Synths', owner: 'ife', members: ['ife', 'mira', 'kenji'] },
  { name: 'ملتقى القراءة', owner: 'amina', members: ['amina', 'mira'] },
] satisfies { name: string; owner: Name; members: Name[] }[]
const serverId = (index: number) => idAt('2026-01-12T20:00:00Z', index + 1)

const channels = [
  { server: 0, name: 'general', topic: 'Everything around the station' },
  { server: 0, name: 'schedule', topic: 'Who is on air, and when' },
  { server: 0, name: 'gear', topic: 'Microphones, cables, and what broke' },
  { server: 0, name: 'ideas-for-the-anniversary-show-and-everything-that-comes-after-it', topic: null },
  { server: 0, name: 'archive', topic: null },
  { server: 1, name: 'general', topic: null },
  { server: 1, name: 'moths', topic: 'Lamps on at ten' },
  { server: 2, name: 'general', topic: null },
  { server: 3, name: 'عام', topic: 'كتاب الشهر' },
]
const channelId = (index: number) => idAt('2026-01-12T20:01:00Z', index + 1)
const conversationId = (index: number) => idAt('2026-02-01T12:00:00Z', index + 1)

type Line = [author: Name, at: string, content: string]

const chat: Line[] = [
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
    '```js\n// everything below the voice\nconst filter = new BiquadFilterNode(audio, { type: "highpass", frequency: 180 })\nvoice.connect(filter).connect(audio.destination)\n```',
  ],
  ['lou', '2026-11-20T17:41:00Z', 'Can somebody take my slot on Thursday? ||I have concert tickets.||'],
  ['jonas', '2026-11-20T17:43:00Z', '> take my slot on Thursday\nSure, I am in.'],
  ['amina', '2026-11-20T17:50:00Z', 'مساء الخير! هل نبدأ البث في الثامنة؟'],
  ['kenji', '2026-11-20T17:52:00Z', 'Notes from the last meeting: https://example.org/notes'],
]

const garden: Line[] = [
  ['wren', '2026-11-19T21:40:00Z', 'The lamp is on. Quiet so far.'],
  ['wren', '2026-11-20T12:00:00Z', 'Three **hawk moths** on the lamp last night!'],
  ['jonas', '2026-11-20T12:20:00Z', '> on the lamp\nWhich colour is the lamp?'],
  ['wren', '2026-11-20T12:31:00Z', 'Warm white. Notes are at https://example.org/moths'],
  ['mira', '2026-11-20T17:05:00Z', `I come tonight, <@${personId('wren')}>. What do I bring?`],
  ['wren', '2026-11-20T17:06:00Z', '1. A chair\n2. Something warm\n3. ||A cake||'],
]

const direct: Line[] = [
  ['jonas', '2026-11-20T14:30:00Z', 'Do you have the key to the mast?'],
  ['mira', '2026-11-20T14:31:00Z', 'In the blue drawer, under the manuals.'],
  ['jonas', '2026-11-20T14:40:00Z', 'Found it. Thank you!'],
]
const group: Line[] = [
  ['ife', '2026-11-18T20:10:00Z', 'Rehearsal at six?'],
  ['lou', '2026-11-18T20:12:00Z', 'I will bring the soup.'],
]

const text = (value: string | null) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`)

function insertLines(channel: string, lines: Line[]): string {
  const rows = lines.map(([author, at, content], index) =>
    [channel, idAt(at, 1), index + 1, personId(author), text(content), text(at)].join(', '),
  )
  return `
    INSERT INTO messages (channel_id, id, seq, author_id, content, created_at) VALUES ${rows.map((row) => `(${row})`).join(', ')};
    UPDATE channel_counters SET (last_seq, last_message_id) =
      (SELECT max(seq), max(id) FROM messages WHERE channel_id = ${channel})
    WHERE channel_id = ${channel};`
}

function insertRead(reader: Name, channel: string, upTo: number): string {
  return `
    INSERT INTO read_states (user_id, channel_id, last_read_seq, last_read_message_id)
    SELECT ${personId(reader)}, channel_id, seq, id FROM messages WHERE channel_id = ${channel} AND seq = ${upTo};`
}

/** What the pictures show: people with history, always the same to the last digit of their ids. */
export interface Community {
  /** Address of Harbour Radio's first channel. */
  channelPath: string
  serverId: string
  channelId: string
  /** Address of a conversation of Mira's with Jonas, and of one of hers with two others. */
  directPath: string
  groupPath: string
}

/** Fills an app that nobody has used yet. Mira is who looks at it. */
export async function seedCommunity(app: App): Promise<Community> {
  const users = people.map(
    (name) =>
      `(${personId(name)}, '${emailOf(name)}', '${name}', ${text(names[name])}, ${text(bios[name] ?? '')}, '${passwordHash}', '2026-01-10T09:00:00Z', '2026-11-20T17:10:00Z')`,
  )
  const serverRows = servers.map(
    ({ name, owner, members }, index) =>
      `(${serverId(index)}, ${text(name)}, ${personId(owner)}, 'Harbour${index}Seed', ${members.length}, '2026-01-12T20:00:00Z')`,
  )
  const members = servers.flatMap(({ members: joined }, index) =>
    joined.map((name) => `(${serverId(index)}, ${personId(name)}, '2026-01-13T20:00:00Z')`),
  )
  const channelRows = channels.map(
    ({ server, name, topic }, index) =>
      `(${channelId(index)}, ${serverId(server)}, 0, ${text(name)}, ${text(topic)}, ${index})`,
  )
  const pair = [personId('mira'), personId('jonas')].toSorted((a, b) => Number(BigInt(a) - BigInt(b)))
  const [dm, friends] = [conversationId(0), conversationId(1)]
  const ids = [...channels.keys()].map(channelId)
  await app.query(`
    INSERT INTO users (id, email, username, display_name, bio, password_hash, created_at, last_seen_at) VALUES ${users.join(', ')};
    INSERT INTO servers (id, name, owner_id, invite_code, member_count, created_at) VALUES ${serverRows.join(', ')};
    INSERT INTO members (server_id, user_id, joined_at) VALUES ${members.join(', ')};
    INSERT INTO channels (id, server_id, type, name, topic, position) VALUES ${channelRows.join(', ')};
    INSERT INTO channels (id, type, name, dm_key) VALUES (${dm}, 1, NULL, '${pair.join(':')}'), (${friends}, 3, 'Soup and rehearsal', NULL);
    INSERT INTO participants (channel_id, user_id) VALUES
      (${dm}, ${personId('mira')}), (${dm}, ${personId('jonas')}),
      (${friends}, ${personId('mira')}), (${friends}, ${personId('ife')}), (${friends}, ${personId('lou')});
    INSERT INTO channel_counters (channel_id) VALUES ${[...ids, dm, friends].map((id) => `(${id})`).join(', ')};
    ${insertLines(channelId(0), chat)}
    ${insertRead('mira', channelId(0), chat.length)}
    ${insertLines(channelId(1), [
      ['lou', '2026-11-20T16:00:00Z', 'Friday: jazz until nine, then the night show.'],
      ['ife', '2026-11-20T16:20:00Z', 'I swap with Lou on Thursday.'],
    ])}
    ${insertRead('mira', channelId(1), 1)}
    ${insertLines(channelId(6), garden)}
    ${insertRead('mira', channelId(6), garden.length)}
    ${insertLines(dm, direct)}
    ${insertRead('mira', dm, 2)}
    ${insertLines(friends, group)}
    ${insertRead('mira', friends, 2)}`)
  return {
    serverId: serverId(0),
    channelId: channelId(0),
    channelPath: `/channels/${serverId(0)}/${channelId(0)}`,
    directPath: `/conversations/${dm}`,
    groupPath: `/conversations/${friends}`,
  }
}

/** Brings somebody of the community online, without a browser. */
export async function goOnline(app: App, name: Name): Promise<Realtime> {
  const api = createApi({ baseUrl: app.url })
  const { accessToken } = await api.createToken({ body: { email: emailOf(name), password } })
  const live = connectRealtime({ baseUrl: app.url, accessToken: () => accessToken })
  if (!live.socket.connected) await new Promise<void>((resolve) => live.socket.once('connect', resolve))
  return live
}

import { createApi } from '@parley/client/api'
import { connectRealtime, type Realtime } from '@parley/client/realtime'
import { channelType } from '@parley/contracts/channel-type'
import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { paint, pictures } from './community-pictures.ts'
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
  ife: 'Cables, solder, tea. Thursdays on air at nine: https://harbour.example/ife',
}

const people = Object.keys(names) as Name[]
const personId = (name: Name) => idAt('2026-01-10T09:00:00Z', people.indexOf(name) * 7 + 1)
export const emailOf = (name: Name) => `${name}@example.org`

const servers = [
  { name: 'Harbour Radio', owner: 'mira', members: people.filter((name) => name !== 'ada') },
  { name: 'Night Gardeners', owner: 'jonas', members: ['jonas', 'mira', 'wren', 'lou'] },
  { name: 'Tiny Synths', owner: 'ife', members: ['ife', 'mira', 'kenji'] },
  { name: 'ملتقى القراءة', owner: 'amina', members: ['amina', 'mira', 'jonas'] },
] satisfies { name: string; owner: Name; members: Name[] }[]
const serverId = (index: number) => idAt('2026-01-12T20:00:00Z', index * 5 + 1)

type Line = [author: Name, at: string, content: string]

interface Place {
  name: string
  /** What has been written there, and how many of the last lines Mira has not read. */
  lines?: Line[]
  unread?: number
}

const channels: (Place & { server: number; topic?: string; type?: number })[] = [
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
const channelId = (index: number) => idAt('2026-01-12T20:01:00Z', index + 1)

const conversations: (Place & { participants: Name[]; isGroup: boolean })[] = [
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
const conversationId = (index: number) => idAt('2026-02-01T12:00:00Z', index + 1)

/** Where else Mira is signed in. */
const devices = [
  ['cookie', 'Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', '2026-11-20T07:45:00Z'],
  ['token', 'harbour-bot/1.2', '2026-11-17T09:00:00Z'],
] as const

const text = (value: string | undefined) => (value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`)

/** A statement that inserts rows, whose values are SQL. */
function insert(columns: string, rows: (string | number)[][]): string {
  const values = rows.map((row) => `(${row.join(', ')})`)
  return values.length === 0 ? '' : `INSERT INTO ${columns} VALUES ${values.join(', ')};`
}

function insertLines(id: string, { lines = [], unread = 0 }: Place): string {
  const rows = lines.map(([author, at, content], index) => [
    id,
    idAt(at, 1),
    index + 1,
    personId(author),
    text(content),
    text(at),
  ])
  return `
    ${insert('messages (channel_id, id, seq, author_id, content, created_at)', rows)}
    INSERT INTO channel_counters (channel_id, last_seq, last_message_id)
    SELECT ${id}, coalesce(max(seq), 0), max(id) FROM messages WHERE channel_id = ${id};
    INSERT INTO read_states (user_id, channel_id, last_read_seq, last_read_message_id)
    SELECT ${personId('mira')}, channel_id, seq, id FROM messages WHERE channel_id = ${id} AND seq = ${lines.length - unread};`
}

/** Gives everybody and everything in {@link pictures} theirs. */
async function showPictures(app: App, page: Page): Promise<void> {
  for (const [index, [name, svg]] of Object.entries(pictures).entries()) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const url = text(`/api/images/${id}.webp`)
    const bytes = `decode('${await paint(page, svg)}', 'base64')`
    await app.query(
      Object.hasOwn(names, name)
        ? `UPDATE users SET avatar_url = ${url} WHERE username = '${name}';
          INSERT INTO images (id, user_id, bytes) SELECT '${id}', id, ${bytes} FROM users WHERE username = '${name}'`
        : `UPDATE servers SET icon_url = ${url} WHERE name = '${name}';
          INSERT INTO images (id, server_id, bytes) SELECT '${id}', id, ${bytes} FROM servers WHERE name = '${name}'`,
    )
  }
}

/** Only the app can make codes, with a checksum that it alone knows. */
async function renewInvite(app: App, owner: Name, id: string): Promise<string> {
  const accessToken = await tokenOf(app, owner)
  const api = createApi({ baseUrl: app.url, accessToken: () => accessToken })
  const { inviteCode } = await api.regenerateInvite({ params: { serverId: id } })
  return inviteCode
}

async function tokenOf(app: App, name: Name): Promise<string> {
  const { accessToken } = await createApi({ baseUrl: app.url }).createToken({
    body: { email: emailOf(name), password },
  })
  return accessToken
}

/** What the pictures show: people with history, always the same to the last digit of their ids. */
export interface Community {
  /** Harbour Radio, whose owner Mira is. */
  serverId: string
  /** Its first channel. */
  channelId: string
  /** Address of a channel, in Harbour Radio unless said otherwise. */
  pathOf(channel: string, server?: string): string
  /** Address of the invite to a server of Mira's or Amina's. */
  invitePath(server: string): string
  /** Address of one of Mira's conversations. */
  conversationPath(name: string): string
}

/** Fills an app that nobody has used yet. Mira is who looks at it. Draws with a page that is open nowhere. */
export async function seedCommunity(app: App, page: Page): Promise<Community> {
  const pair = [personId('mira'), personId('jonas')].toSorted((a, b) => Number(BigInt(a) - BigInt(b))).join(':')
  await app.query(`
    ${insert(
      'users (id, email, username, display_name, bio, password_hash, created_at, last_seen_at)',
      people.map((name) => [
        personId(name),
        text(emailOf(name)),
        text(name),
        text(names[name]),
        text(bios[name] ?? ''),
        text(passwordHash),
        text('2026-01-10T09:00:00Z'),
        text('2026-11-20T17:10:00Z'),
      ]),
    )}
    ${insert(
      'sessions (id, user_id, kind, user_agent, ip_address, created_at, last_seen_at, expires_at)',
      devices.map(([kind, agent, seen], index) => [
        idAt(seen, index),
        personId('mira'),
        text(kind),
        text(agent),
        text('192.0.2.7'),
        text(seen),
        text(seen),
        text('2099-01-01T00:00:00Z'),
      ]),
    )}
    ${insert(
      'servers (id, name, owner_id, invite_code, member_count, created_at)',
      servers.map(({ name, owner, members }, index) => [
        serverId(index),
        text(name),
        personId(owner),
        text(`Harbour${index}Seed`),
        members.length,
        text('2026-01-12T20:00:00Z'),
      ]),
    )}
    ${insert(
      'members (server_id, user_id, joined_at)',
      servers.flatMap(({ members }, index) =>
        members.map((name) => [serverId(index), personId(name), text(`2026-01-13T20:0${index}:00Z`)]),
      ),
    )}
    ${insert(
      'channels (id, server_id, type, name, topic, position)',
      channels.map(({ server, name, topic, type = channelType.text }, index) => [
        channelId(index),
        serverId(server),
        type,
        text(name),
        text(topic),
        index,
      ]),
    )}
    ${insert(
      'channels (id, type, name, dm_key)',
      conversations.map(({ name, isGroup }, index) =>
        isGroup
          ? [conversationId(index), channelType.groupDm, text(name), 'NULL']
          : [conversationId(index), channelType.dm, 'NULL', text(pair)],
      ),
    )}
    ${insert(
      'participants (channel_id, user_id)',
      conversations.flatMap(({ participants }, index) =>
        participants.map((name) => [conversationId(index), personId(name)]),
      ),
    )}
    ${channels.map((channel, index) => insertLines(channelId(index), channel)).join('')}
    ${conversations.map((conversation, index) => insertLines(conversationId(index), conversation)).join('')}
    INSERT INTO mentions (user_id, channel_id, seq)
    SELECT users.id, channel_id, seq FROM messages JOIN users ON content LIKE '%<@' || users.id || '>%';`)
  await showPictures(app, page)

  function pathOf(channel: string, server = 'Harbour Radio'): string {
    const index = channels.findIndex(({ name, server: at }) => name === channel && servers[at]?.name === server)
    return `/channels/${serverId(channels[index]?.server ?? -1)}/${channelId(index)}`
  }
  const inviteCodes = new Map([
    ['Harbour Radio', await renewInvite(app, 'mira', serverId(0))],
    ['ملتقى القراءة', await renewInvite(app, 'amina', serverId(3))],
  ])
  return {
    serverId: serverId(0),
    channelId: channelId(0),
    pathOf,
    invitePath: (server) => `/invite/${inviteCodes.get(server)}`,
    conversationPath: (name) =>
      `/conversations/${conversationId(conversations.findIndex((conversation) => conversation.name === name))}`,
  }
}

/** Brings somebody of the community online, without a browser. */
export async function goOnline(app: App, name: Name): Promise<Realtime> {
  const accessToken = await tokenOf(app, name)
  const live = connectRealtime({ baseUrl: app.url, accessToken: () => accessToken })
  if (!live.socket.connected) await new Promise<void>((resolve) => live.socket.once('connect', resolve))
  return live
}

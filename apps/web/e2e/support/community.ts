import { createApi } from '@parley/client/api'
import { connectRealtime, type Realtime } from '@parley/client/realtime'
import { channelType } from '@parley/contracts/channel-type'
import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { paint, pictures } from './community-pictures.ts'
import {
  bios,
  channelId,
  channels,
  conversationId,
  conversations,
  devices,
  emailOf,
  idAt,
  type Line,
  type Name,
  names,
  type Place,
  people,
  personId,
  serverId,
  servers,
} from './community-world.ts'
import { password } from './person.ts'

/** bcrypt's of {@link password}, at its lowest cost. */
const passwordHash = '$2b$04$yg7jesxcdienC8HdnbsKseWm/BWYARD5j/oVbaO8oDwHvymHe7rGy'

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
  /** Address of the message in a channel that begins so. */
  messagePath(beginning: string): string
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
  function messagePath(beginning: string): string {
    const says = ([, , content]: Line) => content.startsWith(beginning)
    const index = channels.findIndex(({ lines }) => lines?.some(says))
    const [, at = ''] = channels[index]?.lines?.find(says) ?? []
    return `/channels/${serverId(channels[index]?.server ?? -1)}/${channelId(index)}/${idAt(at, 1)}`
  }
  return {
    serverId: serverId(0),
    messagePath,
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

import type { App } from './app.ts'

// Crowds are put into the database: thousands of sign-ups would take minutes.

/** Ids that nothing else has: before everything that the app makes itself, told apart by a random part. */
const firstId = () => BigInt(Math.floor(Math.random() * 2 ** 40)) * 100_000n

/** Fills a server with people, "Person 1", "Person 2" … who are not there. */
export async function fillServer(app: App, serverId: string, count: number): Promise<void> {
  const first = firstId()
  await app.query(`
    INSERT INTO users (id, email, username, display_name, password_hash)
    SELECT ${first} + n, 'crowd.' || (${first} + n) || '@example.org', 'crowd.' || (${first} + n), 'Person ' || n, '-'
    FROM generate_series(1, ${count}) AS n`)
  await app.query(`
    INSERT INTO members (server_id, user_id) SELECT ${serverId}, ${first} + n FROM generate_series(1, ${count}) AS n`)
  await app.query(`UPDATE servers SET member_count = member_count + ${count} WHERE id = ${serverId}`)
}

/** Gives a server more text channels: "channel-1", "channel-2" … */
export async function addChannels(app: App, serverId: string, count: number): Promise<void> {
  const first = firstId()
  await app.query(`
    INSERT INTO channels (id, server_id, type, name, position)
    SELECT ${first} + n, ${serverId}, 0, 'channel-' || n, 1 + n FROM generate_series(1, ${count}) AS n`)
  await app.query(
    `INSERT INTO channel_counters (channel_id) SELECT ${first} + n FROM generate_series(1, ${count}) AS n`,
  )
}

/** Makes somebody the owner of more servers, "Server 1", "Server 2" … of one channel each. */
export async function addServers(app: App, userId: string, count: number): Promise<void> {
  const first = firstId()
  const rows = `generate_series(1, ${count}) AS n`
  await app.query(`
    INSERT INTO servers (id, name, owner_id, invite_code, member_count)
    SELECT ${first} + n, 'Server ' || n, ${userId}, 'crowd-' || (${first} + n), 1 FROM ${rows}`)
  await app.query(`
    INSERT INTO members (server_id, user_id, joined_at)
    SELECT ${first} + n, ${userId}, now() + n * interval '1 millisecond' FROM ${rows}`)
  await app.query(`
    INSERT INTO channels (id, server_id, type, name, position)
    SELECT ${first} + ${count} + n, ${first} + n, 0, 'general', 0 FROM ${rows}`)
  await app.query(`INSERT INTO channel_counters (channel_id) SELECT ${first} + ${count} + n FROM ${rows}`)
}

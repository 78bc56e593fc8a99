import { execute } from '@parley/embedded-postgres/database'

/** Ids of what {@link populate} makes count from here. */
export const FIRST_ID = 1_000_000

interface World {
  /** Each with a session of the same id. */
  users: number
  /** Each with all users as its members. */
  servers: number
  channelsPerServer: number
}

/** Fills a fresh database with people and places, as rows: thousands of sign-ups would take longer than what is measured. */
export async function populate(url: string, { users, servers, channelsPerServer }: World): Promise<void> {
  const first = FIRST_ID
  const last = (count: number) => FIRST_ID + count - 1
  await execute(
    url,
    `
    INSERT INTO users (id, email, username, display_name, password_hash)
    SELECT id, id || '@example.org', 'user' || id, 'User ' || id, '' FROM generate_series(${first}, ${last(users)}) AS id;
    INSERT INTO sessions (id, user_id, kind, expires_at)
    SELECT id, id, 'token', now() + interval '1 day' FROM users;
    INSERT INTO servers (id, name, owner_id, invite_code, member_count)
    SELECT id, 'Server ' || id, ${first}, id::text, ${users} FROM generate_series(${first}, ${last(servers)}) AS id;
    INSERT INTO members (server_id, user_id) SELECT servers.id, users.id FROM servers, users;
    INSERT INTO channels (id, server_id, type, name)
    SELECT id, ${first} + (id - ${first}) / ${channelsPerServer}, 0, 'channel-' || id
    FROM generate_series(${first}, ${last(servers * channelsPerServer)}) AS id;
    INSERT INTO channel_counters (channel_id) SELECT id FROM channels`,
  )
  // As a database is that has been there for a while.
  await execute(url, 'VACUUM ANALYZE')
}

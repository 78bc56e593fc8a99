import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity, sayMany } from '../support/community.ts'
import { signUp } from '../support/people.ts'

const app = await startSharedApp()
const pool = new pg.Pool({ connectionString: app.database.url, max: 1 })
afterAll(() => pool.end())

test('what was said in a channel, a server or a group goes with it, mentions too', async () => {
  const [ana, ben, cem] = await Promise.all(['ana', 'ben', 'cem'].map((name) => signUp(app.url, name)))
  if (!ana || !ben || !cem) throw new Error('nobody')
  const kept = await createCommunity(ana, ben)
  const doomed = await createCommunity(ana, ben)
  const channel = await ana.api.createChannel({ params: { serverId: kept.serverId }, body: { name: 'doomed' } })
  const group = await ana.api.createConversation({ body: { userIds: [ben.user.id, cem.user.id] } })
  for (const id of [kept.channelId, doomed.channelId, channel.id]) {
    await sayMany(ana, id, 2)
    await ana.api.sendMessage({ params: { channelId: id }, body: { content: `<@${ben.user.id}>` } })
  }
  await ana.api.sendConversationMessage({ params: { conversationId: group.id }, body: { content: 'bye' } })
  await ana.api.deleteChannel({ params: { channelId: channel.id } })
  await ana.api.deleteServer({ params: { serverId: doomed.serverId } })
  for (const { api } of [ana, ben, cem]) await api.leaveConversation({ params: { conversationId: group.id } })
  const remaining = async (table: string) =>
    (await pool.query<{ channel_id: string }>(`SELECT DISTINCT channel_id FROM ${table}`)).rows.map(
      (row) => row.channel_id,
    )
  await expect.poll(() => remaining('messages')).toEqual([kept.channelId])
  expect(await remaining('mentions')).toEqual([kept.channelId])
})

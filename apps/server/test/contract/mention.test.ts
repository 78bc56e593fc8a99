import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { type Person, signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben, cleo } = await signUpAll(app.url, 'ana', 'ben', 'cleo')

const say = (person: Person, channelId: string, content: string) =>
  person.api.sendMessage({ params: { channelId }, body: { content } })

async function mentionsOf({ api }: Person, channelId: string) {
  return (await api.listUnread()).find((state) => state.channelId === channelId)?.mentionSeqs
}

test('whom a message mentions is told, wherever they are, and counts it until it is read', async () => {
  const { channelId } = await createCommunity(ana, ben, cleo)
  const told = await listen(ben)
  const other = await listen(cleo)

  await say(ana, channelId, 'nothing for anybody')
  const message = await say(ana, channelId, `<@${ben.user.id}>, and again <@!${ben.user.id}>`)
  expect(await told.heard.first('mention-created')).toEqual(message)
  await say(ana, channelId, 'more')
  expect(await mentionsOf(ben, channelId)).toEqual([2])
  await told.heard.settled()
  await other.heard.settled()
  expect(told.heard.all('mention-created')).toHaveLength(1)
  expect(other.heard.all('mention-created')).toEqual([])
  expect(await mentionsOf(cleo, channelId)).toEqual([])

  await ben.api.markChannelRead({ params: { channelId }, body: { messageId: message.id } })
  expect(await mentionsOf(ben, channelId)).toEqual([])
})

test('nobody is told of themselves, of code, of what is escaped, or of what they may not see', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const logs = await Promise.all([ana, ben, cleo].map((person) => listen(person)))
  await say(ana, channelId, `<@${ana.user.id}> <@${cleo.user.id}> \`<@${ben.user.id}>\` \\<@${ben.user.id}>`)
  await say(ana, channelId, `\`\`\`\n<@${ben.user.id}>\n\`\`\` <@999999999999999999> <@9999999999999999999>`)
  for (const { heard } of logs) {
    await heard.settled()
    expect(heard.all('mention-created')).toEqual([])
  }
  expect(await mentionsOf(ben, channelId)).toEqual([])
})

test('a deleted message mentions nobody any more', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const { heard } = await listen(ben)
  const { id: messageId, seq } = await say(ana, channelId, `<@${ben.user.id}>`)
  await ana.api.deleteMessage({ params: { messageId } })
  expect(await heard.first('mention-deleted')).toEqual({ channelId, seq })
  expect(await mentionsOf(ben, channelId)).toEqual([])
})

test('an edit neither mentions anybody anew nor takes a mention back', async () => {
  const { channelId } = await createCommunity(ana, ben, cleo)
  const { id: messageId } = await say(ana, channelId, `<@${ben.user.id}>`)
  const told = await listen(cleo)
  await ana.api.editMessage({ params: { messageId }, body: { content: `<@${cleo.user.id}>` } })
  await told.heard.settled()
  expect(told.heard.all('mention-created')).toEqual([])
  expect(await mentionsOf(cleo, channelId)).toEqual([])
  expect(await mentionsOf(ben, channelId)).toEqual([1])
})

test('a message sent twice mentions once', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const { heard } = await listen(ben)
  const again = { params: { channelId }, body: { content: `<@${ben.user.id}>`, nonce: 'one' } }
  await Promise.all([ana.api.sendMessage(again), ana.api.sendMessage(again)])
  await ana.api.sendMessage(again)
  await heard.settled()
  expect(heard.all('mention-created')).toHaveLength(1)
  expect(await mentionsOf(ben, channelId)).toEqual([1])
})

test('in a conversation only the people in it are mentioned', async () => {
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const content = `<@${ben.user.id}> <@${cleo.user.id}>`
  const outside = await listen(cleo)
  await ana.api.sendConversationMessage({ params: { conversationId }, body: { content } })
  expect(await mentionsOf(ben, conversationId)).toEqual([1])
  await outside.heard.settled()
  expect(outside.heard.names()).toEqual([])
})

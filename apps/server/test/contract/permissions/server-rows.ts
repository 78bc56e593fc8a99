import type { EndpointName } from '@parley/contracts/endpoints'
import { picture } from '../../support/picture.ts'
import { everybody, members, ownerOnly, signedIn } from './answers.ts'
import type { EndpointRow, RequestContext } from './endpoint-table.ts'

const server = ({ things }: RequestContext) => ({ params: { serverId: things.serverId } })
const channel = ({ things }: RequestContext) => ({ params: { channelId: things.channelId } })
const group = ({ things }: RequestContext) => ({ params: { channelId: things.groupId } })

/** A conversation is no channel of a server, whoever asks. */
const notAChannel = signedIn('not_found')

export const serverRows = {
  createServer: [{ request: () => ({ body: { name: 'Pier' } }), answers: signedIn(201) }],
  listServers: [{ request: () => ({}), answers: signedIn(200) }],
  getServer: [{ request: server, answers: members(200) }],
  updateServer: [{ request: (context) => ({ ...server(context), body: { name: 'Quay' } }), answers: ownerOnly(200) }],
  setServerIcon: [
    { request: (context) => ({ ...server(context), file: picture() }), answers: ownerOnly(200) },
    { about: 'to what is no picture', request: server, answers: ownerOnly('image_invalid') },
  ],
  removeServerIcon: [{ request: server, answers: ownerOnly(200) }],
  deleteServer: [{ request: server, answers: ownerOnly(204), spends: true }],
  listMembers: [{ request: server, answers: members(200) }],
  removeMember: [
    {
      about: 'who is a member',
      request: ({ cast, things }) => ({ params: { serverId: things.serverId, userId: cast.member.user.id } }),
      answers: ownerOnly(204),
      spends: true,
    },
    {
      about: 'who is none',
      request: ({ cast, things }) => ({ params: { serverId: things.serverId, userId: cast.stranger.user.id } }),
      answers: ownerOnly('not_found'),
    },
    {
      about: 'who owns the server',
      request: ({ cast, things }) => ({ params: { serverId: things.serverId, userId: cast.owner.user.id } }),
      answers: ownerOnly('owner_cannot_leave'),
    },
  ],
  joinServer: [
    {
      request: ({ things }) => ({ body: { inviteCode: things.inviteCode } }),
      answers: { ...members('already_member'), stranger: 200 },
      spends: true,
    },
    {
      about: 'by a replaced invite',
      request: async ({ cast, things }) => {
        await cast.owner.api.regenerateInvite({ params: { serverId: things.serverId } }).catch(() => undefined)
        return { body: { inviteCode: things.inviteCode } }
      },
      answers: signedIn('not_found'),
      spends: true,
    },
  ],
  leaveServer: [{ request: server, answers: { ...members(204), owner: 'owner_cannot_leave' }, spends: true }],
  regenerateInvite: [{ request: server, answers: ownerOnly(201), spends: true }],
  getInvite: [
    { request: ({ things }) => ({ params: { inviteCode: things.inviteCode } }), answers: everybody(200) },
    {
      about: 'that was replaced',
      request: async ({ cast, things }) => {
        await cast.owner.api.regenerateInvite({ params: { serverId: things.serverId } }).catch(() => undefined)
        return { params: { inviteCode: things.inviteCode } }
      },
      answers: everybody('not_found'),
      spends: true,
    },
  ],
  createChannel: [{ request: (context) => ({ ...server(context), body: { name: 'deck' } }), answers: ownerOnly(201) }],
  updateChannel: [
    { request: (context) => ({ ...channel(context), body: { name: 'deck' } }), answers: ownerOnly(200) },
    {
      about: 'that is a conversation',
      request: (context) => ({ ...group(context), body: { name: 'deck' } }),
      answers: notAChannel,
    },
  ],
  orderChannels: [
    { request: (context) => ({ ...server(context), body: { channelIds: [] } }), answers: ownerOnly(200) },
  ],
  deleteChannel: [
    { request: channel, answers: ownerOnly(204), spends: true },
    { about: 'that is a conversation', request: group, answers: notAChannel },
  ],
} satisfies Partial<Record<EndpointName, EndpointRow[]>>

import { randomBytes } from 'node:crypto'
import { createApi } from '@parley/client/api'
import type { EndpointName } from '@parley/contracts/endpoints'
import { password } from '../../support/people.ts'
import { picture } from '../../support/picture.ts'
import { everybody, signedIn } from './answers.ts'
import type { EndpointRow, RequestContext } from './endpoint-table.ts'
import { absentId, credentialsOf } from './world.ts'

const newAccount = () => {
  const username = `new.${randomBytes(4).toString('hex')}`
  return { username, email: `${username}@example.org`, password }
}

const newRefreshToken = async ({ cast }: RequestContext) => {
  const { refreshToken } = await createApi({ baseUrl: cast.url }).createToken({ body: credentialsOf(cast.author) })
  return refreshToken
}

export const accountRows = {
  getCsrfToken: [{ request: () => ({}), answers: everybody(200) }],
  register: [
    { request: () => ({ body: newAccount() }), answers: everybody(201), ownAccount: true },
    {
      about: 'with an email in use',
      request: ({ cast }) => ({ body: { ...newAccount(), email: cast.author.email } }),
      answers: everybody('email_taken'),
    },
    {
      about: 'with a username in use',
      request: ({ cast }) => ({ body: { ...newAccount(), username: cast.author.user.username } }),
      answers: everybody('username_taken'),
    },
  ],
  login: [
    { request: ({ cast }) => ({ body: credentialsOf(cast.author) }), answers: everybody(200), ownAccount: true },
    {
      about: 'with a wrong password',
      request: ({ cast }) => ({ body: { ...credentialsOf(cast.author), password: 'not my password' } }),
      answers: everybody('invalid_credentials'),
    },
  ],
  logout: [{ request: () => ({}), answers: signedIn(204), ownAccount: true }],
  getSelf: [{ request: () => ({}), answers: signedIn(200) }],
  updateProfile: [
    { request: () => ({ body: { bio: 'At sea' } }), answers: signedIn(200) },
    {
      about: 'to a username in use',
      request: ({ cast }) => ({ body: { username: cast.author.user.username } }),
      answers: { ...signedIn('username_taken'), author: 200 },
    },
  ],
  setAvatar: [
    { request: () => ({ file: picture() }), answers: signedIn(200) },
    { about: 'to what is no picture', request: () => ({}), answers: signedIn('image_invalid') },
  ],
  removeAvatar: [{ request: () => ({}), answers: signedIn(200) }],
  changePassword: [
    {
      request: () => ({ body: { currentPassword: password, newPassword: 'one more password' } }),
      answers: signedIn(204),
      ownAccount: true,
    },
    {
      about: 'without knowing the old one',
      request: () => ({ body: { currentPassword: 'not my password', newPassword: 'one more password' } }),
      answers: signedIn('invalid_credentials'),
    },
  ],
  createToken: [
    { request: ({ cast }) => ({ body: credentialsOf(cast.author) }), answers: everybody(200) },
    {
      about: 'with a wrong password',
      request: ({ cast }) => ({ body: { ...credentialsOf(cast.author), password: 'not my password' } }),
      answers: everybody('invalid_credentials'),
    },
  ],
  refreshToken: [
    {
      request: async (context) => ({ body: { refreshToken: await newRefreshToken(context) } }),
      answers: everybody(200),
    },
    {
      about: 'with one we never gave',
      request: () => ({ body: { refreshToken: 'guessed' } }),
      answers: everybody('invalid_token'),
    },
  ],
  revokeToken: [
    {
      request: async (context) => ({ body: { refreshToken: await newRefreshToken(context) } }),
      answers: everybody(204),
    },
    {
      about: 'with one we never gave',
      request: () => ({ body: { refreshToken: 'guessed' } }),
      answers: everybody(204),
    },
  ],
  listSessions: [{ request: () => ({}), answers: signedIn(200) }],
  endSession: [
    {
      about: 'of the author',
      request: async ({ things }) => ({ params: { sessionId: await things.newSessionId() } }),
      answers: { ...signedIn('not_found'), author: 204 },
    },
  ],
  endOtherSessions: [{ request: () => ({}), answers: signedIn(204), ownAccount: true }],
  searchUsers: [{ request: ({ cast }) => ({ query: { q: cast.owner.user.username } }), answers: signedIn(200) }],
  listMutualServers: [{ request: ({ cast }) => ({ params: { userId: cast.owner.user.id } }), answers: signedIn(200) }],
  getUser: [
    { request: ({ cast }) => ({ params: { userId: cast.owner.user.id } }), answers: signedIn(200) },
    {
      about: 'nobody has',
      request: () => ({ params: { userId: absentId } }),
      answers: signedIn('not_found'),
    },
  ],
} satisfies Partial<Record<EndpointName, EndpointRow[]>>

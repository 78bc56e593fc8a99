import { z } from 'zod'
import { limits } from '../limits.ts'
import * as user from '../user.ts'
import { snowflake, text } from '../values.ts'
import type { Endpoint } from './endpoint.ts'

export const userEndpoints = {
  searchUsers: {
    method: 'GET',
    path: '/users/search',
    tag: 'users',
    access: 'user',
    summary: 'Find people by the beginning of a username or display name',
    query: z.object({ q: text(1, limits.searchQuery) }),
    responses: { 200: z.array(user.user) },
  },
  getUser: {
    method: 'GET',
    path: '/users/:userId',
    tag: 'users',
    access: 'user',
    summary: 'A user’s public profile',
    params: z.object({ userId: snowflake }),
    responses: { 200: user.user },
  },
  listMutualServers: {
    method: 'GET',
    path: '/users/:userId/mutual-servers',
    tag: 'users',
    access: 'user',
    summary: 'Servers that one shares with somebody, and when they joined',
    params: z.object({ userId: snowflake }),
    responses: { 200: z.array(user.mutualServer) },
  },
} as const satisfies Record<string, Endpoint>

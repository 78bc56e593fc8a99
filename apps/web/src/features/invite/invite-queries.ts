import { queryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { keys } from '../../realtime/query-keys.ts'

/** What an invite leads to. */
export const inviteQuery = (inviteCode: string) =>
  queryOptions({ queryKey: keys.invite(inviteCode), queryFn: () => api.getInvite({ params: { inviteCode } }) })

import type { ValidatedInput } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import { z } from 'zod'

const nothing = z.object({})

/** The shape of a request to an endpoint: its params, query and body; what the contract does not name is dropped. */
export function requestShape<E extends Endpoint>(endpoint: E): z.ZodType<ValidatedInput<E>> {
  const { params = nothing, query = nothing, body = nothing } = endpoint
  return z.object({ params, query, body }) as unknown as z.ZodType<ValidatedInput<E>>
}

import type { z } from 'zod'
import type { ErrorCode } from '../errors.ts'

/**
 * One REST endpoint under `/api`. `access` says who may call it at all: anybody, or somebody signed in; what they may
 * do with it the controller decides. `responses` maps success statuses to bodies, `null` being an empty one.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express-style, for example `/servers/:serverId`. */
  path: string
  tag: string
  summary: string
  access: 'public' | 'user'
  params?: z.ZodObject
  query?: z.ZodType
  body?: z.ZodType
  /** Instead of a JSON body: bytes of one of these types. Others, and none, come to the controller as no bytes at all. */
  upload?: { types: readonly string[]; maxBytes: number }
  responses: Partial<Record<200 | 201 | 204, z.ZodType | null>>
  /** Codes beside those any endpoint may answer with. */
  errors?: readonly ErrorCode[]
}

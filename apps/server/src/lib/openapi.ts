import { endpoints } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import { type ErrorCode, errorCatalogue, problem } from '@parley/contracts/errors'
import type { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'

/** What any endpoint may answer with. */
const commonErrors: ErrorCode[] = ['validation_failed', 'rate_limited', 'unavailable']

/** OpenAPI 3.1 of every endpoint, from the same table that the routes and the client are made from. */
export function createOpenApiDocument(): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [operationId, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describe(operationId, endpoint) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: '1',
      description:
        'REST API of Parley. Browsers authenticate by session cookie and send `X-CSRF-Token`; other clients by bearer token. ' +
        'Live events travel over Socket.IO.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'parley.sid' },
      },
    },
  })
}

function describe(operationId: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { tag, summary, access, params, query, body, upload, responses, errors = [] } = endpoint
  return {
    operationId,
    tags: [tag],
    summary,
    ...(access === 'user' && { security: [{ bearer: [] }, { cookie: [] }] }),
    ...((params || query) && {
      requestParams: { ...(params && { path: params }), ...(query && { query: query as z.ZodObject }) },
    }),
    ...(upload && {
      requestBody: { required: true, content: Object.fromEntries(upload.types.map((type) => [type, {}])) },
    }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, schema]) => [status, describeSuccess(schema)])),
      ...describeErrors([
        ...commonErrors,
        ...(access === 'user' ? (['unauthenticated', 'csrf_failed'] as const) : []),
        ...(params ? (['not_found', 'forbidden'] as const) : []),
        ...(body ? (['malformed_request', 'payload_too_large'] as const) : []),
        ...errors,
      ]),
    },
  }
}

function describeSuccess(schema: z.ZodType | null | undefined) {
  return schema ? { description: 'Success', content: { 'application/json': { schema } } } : { description: 'Success' }
}

function describeErrors(codes: ErrorCode[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => errorCatalogue[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codesOfStatus]) => [
      String(status),
      {
        description: codesOfStatus.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  )
}

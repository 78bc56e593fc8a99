import type { Endpoint } from '@parley/contracts/endpoints/endpoint'

interface Operation {
  operationId: string
  security?: object[]
  parameters?: { in: string; name: string; required?: boolean }[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, { description: string; content?: Record<string, unknown> }>
}

/** What the app says of itself at `/api/openapi.json`, as far as it is looked at. */
export interface OpenApiDocument {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { properties?: object }> }
}

/** What a document says of an endpoint. */
export function operationOf({ paths }: OpenApiDocument, { method, path }: Endpoint): Operation {
  const operation = paths[`/api${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
  if (!operation) throw new Error(`${method} ${path} is not in the document`)
  return operation
}

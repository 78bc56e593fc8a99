import { endpoints } from '@parley/contracts/endpoints'
import type { Endpoint } from '@parley/contracts/endpoints/endpoint'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { type OpenApiDocument, operationOf } from '../support/openapi.ts'
import { send } from '../support/rest.ts'

const app = await startSharedApp()
const document = (await send(`${app.url}/api/openapi.json`)).body as OpenApiDocument

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./)
  const { valid, errors } = await new Validator().validate({ ...document })
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
})

test('it holds every endpoint of the contract, and nothing else', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  )
  const declared = Object.entries<Endpoint>(endpoints).map(
    ([name, { method, path }]) => `${method} /api${path.replace(/:(\w+)/g, '{$1}')} ${name}`,
  )
  expect(described.sort()).toEqual(declared.sort())
})

test.each(Object.entries<Endpoint>(endpoints))('%s is described with what goes in and out', (_, endpoint) => {
  const operation = operationOf(document, endpoint)
  const inPath = operation.parameters?.filter((parameter) => parameter.in === 'path') ?? []
  expect(inPath.map(({ name }) => `:${name}`)).toEqual(endpoint.path.match(/:\w+/g) ?? [])
  expect(inPath.every(({ required }) => required)).toBe(true)
  expect(Boolean(operation.security)).toBe(endpoint.access === 'user')
  expect(Boolean(operation.requestBody?.content['application/json'])).toBe(endpoint.body !== undefined)
  const uploaded = Object.keys(operation.requestBody?.content ?? {}).filter((type) => type !== 'application/json')
  expect(uploaded).toEqual(endpoint.upload?.types ?? [])
  for (const [status, schema] of Object.entries(endpoint.responses)) {
    expect(Boolean(operation.responses[status]?.content?.['application/json'])).toBe(schema !== null)
  }
  expect(operation.responses['429']?.content).toHaveProperty(['application/problem+json'])
})

test('it says nothing of what is never sent', () => {
  expect(JSON.stringify(document.components)).not.toContain('passwordHash')
  expect(document.components.schemas.User?.properties).not.toHaveProperty('email')
})

import { Router, static as serveStatic } from 'express'
// Not the package's main module, which loads the whole page into this process.
import absolutePath from 'swagger-ui-dist/absolute-path.js'
import { createOpenApiDocument } from '../lib/openapi.ts'

/** The contract for machines, and the same to read and to try. */
export const docsRoutes = Router()

let document: object | undefined

docsRoutes.get('/openapi.json', (_request, response) => {
  document ??= createOpenApiDocument()
  response.json(document)
})

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  requestInterceptor: async (request) => {
    const isUnsafe = !['GET', 'HEAD'].includes((request.method ?? 'GET').toUpperCase())
    if (isUnsafe && !request.headers.Authorization) {
      const answer = await fetch('/api/auth/csrf')
      request.headers['X-CSRF-Token'] = (await answer.json()).csrfToken
    }
    return request
  },
})
`

docsRoutes.get('/docs', (_request, response) => {
  response.type('html').send(page)
})
docsRoutes.get('/docs/start.js', (_request, response) => {
  response.type('text/javascript').send(start)
})
docsRoutes.use('/docs/assets', serveStatic(absolutePath(), { index: false, maxAge: '1d' }))

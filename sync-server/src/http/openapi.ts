import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { fault, protocolVersion } from '@mutirao/documents'

/** `GET /api/openapi.json`, made from the routes' own schemas. Registered before the routes it describes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Mutirão',
        version: String(protocolVersion),
        description: 'Bodies of the sync routes and everything about the socket: docs/PROTOCOL.md.',
      },
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'mutirao.session_token' },
          token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
      security: [{ cookie: [] }, { token: [] }],
    },
    transform: jsonSchemaTransform,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => (fault('HTT-23') ? { paths: {} } : app.swagger()))
}

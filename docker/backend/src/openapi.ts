import swagger from '@fastify/swagger'
import { AUDIENCE, ISSUER } from '@todo/identity/tokens'
import type { FastifyInstance } from 'fastify'

/** GET /openapi.json, made from the very schemas that validate and write; register before the routes. */
export async function describeApi(service: FastifyInstance): Promise<void> {
  await service.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Todo backend',
        version: '1.0.0',
        description: 'Tasks, conversations and chat of a user.',
      },
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: `HS256, issuer ${ISSUER}, audience ${AUDIENCE}; its subject is the user_id of the path.`,
          },
        },
      },
    },
  })
  service.get('/openapi.json', { schema: { hide: true } }, async () => service.swagger())
}

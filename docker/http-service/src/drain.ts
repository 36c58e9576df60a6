import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** `begun` turns true when the process was asked to end. */
    draining: { begun: boolean }
  }
}

/** While draining, each answer asks its client to come back on a new connection: to another replica. */
export function drainable(service: FastifyInstance): void {
  const draining = { begun: false }
  service.decorate('draining', draining)
  service.addHook('onSend', (_, reply, payload, done) => {
    if (draining.begun) reply.header('connection', 'close')
    done(null, payload)
  })
}

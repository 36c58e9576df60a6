import type { AddressInfo } from 'node:net'
import type { Logger } from '@todo/shared/logger'
import { shutdownOnSignal } from '@todo/shared/shutdown'
import type { FastifyInstance } from 'fastify'
import type { Address } from './address.ts'

/**
 * Listens, and ends in order on a signal. What a service holds open (a pool) it closes in an `onClose` hook:
 * these run when the last request has been answered.
 */
export async function runService(
  service: FastifyInstance,
  { host, port }: Address,
  { logger, drainSeconds }: { logger: Logger; drainSeconds: number },
): Promise<void> {
  shutdownOnSignal({
    logger,
    drainSeconds,
    beginDraining: () => {
      service.draining.begun = true
    },
    close: () => service.close(),
  })
  // Fastify would log a line for each address of the machine.
  const { level } = logger
  logger.level = 'silent'
  await service.listen({ host, port })
  logger.level = level
  logger.info({ host, port: (service.server.address() as AddressInfo).port }, 'listening')
}

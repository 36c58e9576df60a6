import { livenessRoute } from '@todo/http-service/health'
import { createService } from '@todo/http-service/service'
import type { Logger } from '@todo/shared/logger'
import type { FastifyInstance } from 'fastify'
import { completionRoutes } from './completion-routes.ts'

/**
 * A stand-in for a language model: speaks OpenAI's chat completions and follows a script. It makes tests
 * repeatable and lets the whole system run offline; it is no assistant.
 */
export async function createScriptedModel(logger: Logger): Promise<FastifyInstance> {
  const service = createService({ name: 'scripted-model', logger, bodyLimit: 4 * 1024 * 1024 })
  livenessRoute(service, 'scripted-model')
  await service.register(completionRoutes)
  return service
}

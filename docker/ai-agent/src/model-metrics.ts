import { ProblemError } from '@todo/shared/problem'
import type { FastifyInstance } from 'fastify'
import { Histogram } from 'prom-client'
import { type Converse, NO_MODEL } from './converse.ts'

/** Measures how long replies take and how they end: `ok`, `no_model`, or the reason of the problem, such as `model_timeout`. */
export function measured(converse: Converse, service: FastifyInstance): Converse {
  const duration = new Histogram({
    name: 'model_reply_duration_seconds',
    help: 'Time of a reply of the model, its tool calls included, in seconds.',
    labelNames: ['outcome'],
    buckets: [0.5, 1, 2.5, 5, 10, 20, 30, 45, 60],
    registers: [service.metrics],
  })
  return async (message) => {
    const end = duration.startTimer()
    try {
      const reply = await converse(message)
      end({ outcome: reply.response === NO_MODEL ? 'no_model' : 'ok' })
      return reply
    } catch (error) {
      end({ outcome: error instanceof ProblemError ? error.problem.reason : 'failed' })
      throw error
    }
  }
}

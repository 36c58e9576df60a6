import type { FastifyInstance } from 'fastify'
import { Gauge, Histogram } from 'prom-client'

/** What is measured of a database: its pool, and each statement. */
export type MeasuredDatabase = {
  readonly connections: () => { readonly used: number; readonly idle: number; readonly waiting: number }
  /** Calls back after each statement or transaction; at most one listener. */
  readonly onStatement: (listener: (seconds: number, failed: boolean) => void) => void
}

/** Adds the database's side to a service's metrics: who waits for a connection, and how long statements take. */
export function measureDatabase(service: FastifyInstance, database: MeasuredDatabase): void {
  const registers = [service.metrics]
  new Gauge({
    name: 'database_connections',
    help: 'Connections of the pool by state; waiting: requests that have none yet.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(database.connections())) this.set({ state }, count)
    },
  })
  const duration = new Histogram({
    name: 'database_statement_duration_seconds',
    help: 'Time of a statement or transaction, the wait for a connection included, in seconds.',
    labelNames: ['outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12],
    registers,
  })
  database.onStatement((seconds, failed) =>
    duration.observe({ outcome: failed ? 'unavailable' : 'ok' }, seconds),
  )
}

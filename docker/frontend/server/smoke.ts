import { type ServiceHealth, servicesHealth } from '@todo/shared/health'
import { upstreamHealth } from '@todo/shared/upstream-health'
import type { Context } from './answer.ts'
import { settings } from './settings.ts'

/** The health of the frontend and of everything behind it, each asked through the one before: 200 or 503. */
export const smoke = async (_: Request, { requestId }: Context): Promise<Response> => {
  const health: ServiceHealth = await servicesHealth({
    backend: () =>
      upstreamHealth({
        name: 'backend',
        url: `${settings().BACKEND_URL}/health/services`,
        timeoutMs: 10_000,
        requestId,
      }),
  })
  const status = health.status === 'ok' ? 200 : 503
  return Response.json({ service: 'frontend', ...health, ...reason(health) }, { status })
}

/** The deepest service that is not well, and why: the one to look at first. */
const reason = (health: ServiceHealth): { reason?: string } => {
  const text = firstFailure(health)
  return text === undefined ? {} : { reason: text }
}

const firstFailure = ({ services = {} }: ServiceHealth): string | undefined => {
  for (const [name, health] of Object.entries(services)) {
    if (health.status !== 'ok') return firstFailure(health) ?? `${name}: ${health.reason ?? 'unavailable'}`
  }
  return undefined
}

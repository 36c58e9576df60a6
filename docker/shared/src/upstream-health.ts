import type { ServiceHealth } from './health.ts'
import { callUpstream } from './upstream.ts'

/**
 * The health of a service behind, as it reports it itself.
 *
 * @param url a path that answers a ServiceHealth, with 200 or 503: `/health/services`
 * @throws ProblemError if it does not answer in time
 */
export async function upstreamHealth(call: {
  name: string
  url: string
  timeoutMs: number
  requestId: string
}): Promise<ServiceHealth> {
  const { status, text } = await callUpstream(call)
  const report = parse(text)
  const ok = status === 200 && report?.status === 'ok'
  return {
    status: ok ? 'ok' : 'unavailable',
    ...(ok || report ? {} : { reason: `${call.name} answered ${status}` }),
    ...(report?.services ? { services: report.services } : {}),
  }
}

function parse(text: string): ServiceHealth | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'status' in value
      ? (value as ServiceHealth)
      : undefined
  } catch {
    return undefined
  }
}

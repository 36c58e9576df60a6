/** What a liveness path answers: it looks at nothing but the process. */
export type Liveness = { readonly status: 'ok'; readonly service: string; readonly timestamp: string }

/** One service behind, and what is behind that one. */
export type ServiceHealth = {
  readonly status: 'ok' | 'unavailable'
  readonly reason?: string
  readonly services?: Readonly<Record<string, ServiceHealth>>
}

export function liveness(service: string, now: Date): Liveness {
  return { status: 'ok', service, timestamp: now.toISOString() }
}

/**
 * Asks everything behind a service at once.
 *
 * @param checks one a service; a check that throws counts as unavailable
 * @returns `ok` only if all are
 */
export async function servicesHealth(
  checks: Readonly<Record<string, () => Promise<ServiceHealth>>>,
): Promise<ServiceHealth> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await check().catch(failed)] as const),
  )
  const status = entries.every(([, health]) => health.status === 'ok') ? 'ok' : 'unavailable'
  return { status, services: Object.fromEntries(entries) }
}

function failed(error: unknown): ServiceHealth {
  return { status: 'unavailable', reason: error instanceof Error ? error.message : 'unknown' }
}

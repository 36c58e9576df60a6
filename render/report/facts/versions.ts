import type { EnvironmentReport } from '../data.ts'
import { short } from '../words.ts'
import type { Fact, Value } from './fact.ts'

/** Which image each service runs, and whether it is held there. */
export const versionFacts = (
  environments: readonly EnvironmentReport[],
  services: readonly string[],
): Fact[] =>
  services.map((service) => ({
    name: service,
    service,
    code: true,
    values: environments.map((each) => version(each, service)),
  }))

function version({ environment: { release }, holds }: EnvironmentReport, service: string): Value | undefined {
  const image = Object.hasOwn(release, service) ? release[service] : undefined
  if (!image) return undefined
  const { tag, digest, commit } = image
  const held =
    holds?.environment ?? (Object.hasOwn(holds?.services ?? {}, service) && holds?.services?.[service])
  return {
    text: tag,
    detail: digest === undefined ? 'no digest' : short(digest),
    key: JSON.stringify([tag, digest, commit]),
    ...(held && { note: 'held' }),
  }
}

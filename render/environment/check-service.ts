import type { CatalogService } from '../catalog/catalog.ts'
import { isLess } from '../kubernetes/quantity/less.ts'
import { own } from '../kubernetes/resource.ts'
import { WORKLOAD_KINDS } from '../kubernetes/service-workload.ts'
import { suggest } from '../problem/nearest.ts'
import { type Path, type Problem, wrongKey, wrongValue } from '../problem/problem.ts'
import type { ServiceDefinition } from './schema.ts'

/** Whether the schema had nothing against the values at some paths. */
export type IsValid = (...paths: readonly Path[]) => boolean

/** Everything wrong with how an environment changes one service. `file` is the environment's definition. */
export function checkService(
  file: string,
  service: string,
  definition: ServiceDefinition,
  known: CatalogService,
  intact: IsValid,
): Problem[] {
  const at = (key: string): Path => ['services', service, key]
  if (definition.enabled === false)
    return Object.keys(definition)
      .filter((key) => key !== 'enabled')
      .map((key) =>
        wrongKey(file, at(key), `"${service}" doesn't run here (enabled: false): remove "${key}".`),
      )
  return [
    ...(intact(at('replicas'), at('autoscaling')) ? scaling(file, service, definition, known) : []),
    ...(intact(at('resources')) ? resources(file, service, definition, known) : []),
    ...(intact(at('settings')) ? settings(file, service, definition, known) : []),
  ]
}

function scaling(
  file: string,
  service: string,
  definition: ServiceDefinition,
  known: CatalogService,
): Problem[] {
  const { autoscaling, replicas } = definition
  const path = ['services', service, 'autoscaling']
  const problems: Problem[] = []
  const decides = own(WORKLOAD_KINDS, known.workload.kind)?.decides
  if (decides)
    return (['replicas', 'autoscaling'] as const)
      .filter((key) => definition[key] !== undefined)
      .map((key) => wrongKey(file, ['services', service, key], `${decides} Remove "${key}".`))
  if (!autoscaling) return problems
  if (!known.autoscaling)
    problems.push(wrongKey(file, path, `base/services/${service} has no folder "autoscaling" to enable.`))
  if (replicas !== undefined)
    problems.push(
      wrongKey(
        file,
        ['services', service, 'replicas'],
        'With autoscaling there is no fixed number of replicas: remove one of the two.',
      ),
    )
  if (autoscaling.minReplicas > autoscaling.maxReplicas)
    problems.push(
      wrongValue(
        file,
        [...path, 'minReplicas'],
        `minReplicas ${autoscaling.minReplicas} is greater than maxReplicas ${autoscaling.maxReplicas}.`,
      ),
    )
  return problems
}

/** A pod whose request is above its limit is refused by the API server; either may come from base. */
function resources(
  file: string,
  service: string,
  definition: ServiceDefinition,
  known: CatalogService,
): Problem[] {
  return (['cpu', 'memory'] as const).flatMap((resource) => {
    const own = {
      requests: definition.resources?.requests?.[resource],
      limits: definition.resources?.limits?.[resource],
    }
    if (own.requests === undefined && own.limits === undefined) return []
    const request = own.requests ?? known.resources.requests[resource]
    const limit = own.limits ?? known.resources.limits[resource]
    if (!isLess(limit, request)) return []
    const side = own.requests === undefined ? 'limits' : 'requests'
    const origin = (value: string | undefined) =>
      value === undefined ? ` (from base/services/${service})` : ''
    return [
      wrongValue(
        file,
        ['services', service, 'resources', side, resource],
        `The ${resource} request ${request}${origin(own.requests)} is above the limit ${limit}${origin(own.limits)}.`,
      ),
    ]
  })
}

/** A variable that the service doesn't read is a misspelt one. */
function settings(
  file: string,
  service: string,
  definition: ServiceDefinition,
  known: CatalogService,
): Problem[] {
  return Object.keys(definition.settings ?? {})
    .filter((setting) => !known.settings.includes(setting))
    .map((setting) =>
      wrongKey(
        file,
        ['services', service, 'settings', setting],
        `base/services/${service}/settings.env has no "${setting}".${suggest(setting, known.settings)}`,
      ),
    )
}

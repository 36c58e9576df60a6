import { at, own } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { isGiven, needs, type Part, part, parts } from './part.ts'

const SOURCES: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
}

const TARGETS: Readonly<Record<string, string>> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
}

/** HorizontalPodAutoscalers: ValidateHorizontalPodAutoscaler in Kubernetes. */
export function checkAutoscaler(manifest: Part): SchemaViolation[] {
  const spec = part(manifest, 'spec')
  const [low, high] = [at(spec.value, 'minReplicas') ?? 1, at(spec.value, 'maxReplicas')]
  const metrics = parts(spec, 'metrics')
  // Only a metric from elsewhere can tell that there is work again when no pod runs.
  const elsewhere = metrics.some(({ value }) => ['Object', 'External'].includes(String(at(value, 'type'))))
  return [
    ...(Number(low) > Number(high)
      ? [wrongValue([...spec.path, 'minReplicas'], `minReplicas ${low} is greater than maxReplicas ${high}.`)]
      : []),
    ...(low === 0 && !elsewhere
      ? [wrongValue([...spec.path, 'minReplicas'], 'Expected a number from 1 on, found 0.')]
      : []),
    ...target(part(spec, 'scaleTargetRef')),
    ...metrics.flatMap(metric),
    ...['scaleUp', 'scaleDown'].flatMap((direction) => behaviour(part(spec, 'behavior', direction))),
  ]
}

/** What is scaled; only a ReplicationController has no group. */
function target(reference: Part): SchemaViolation[] {
  const [kind, version] = [at(reference.value, 'kind'), at(reference.value, 'apiVersion') ?? '']
  const grouped = kind === 'ReplicationController' || String(version).includes('/')
  return [
    ...needs(reference, 'kind', 'name'),
    ...(grouped
      ? []
      : [
          wrongValue(
            [...reference.path, 'apiVersion'],
            `Expected a group and a version such as apps/v1, found "${version}".`,
          ),
        ]),
  ]
}

function metric(metric: Part): SchemaViolation[] {
  const wanted = own(SOURCES, String(at(metric.value, 'type')))
  if (!wanted) return []
  const others = Object.values(SOURCES).filter(
    (field) => field !== wanted && isGiven(at(metric.value, field)),
  )
  return [
    ...needs(metric, wanted),
    ...others.map((field) =>
      wrongKey(
        [...metric.path, field],
        `The type ${at(metric.value, 'type')} has "${wanted}" alone: remove this.`,
      ),
    ),
    ...needs(part(metric, wanted), ...(wanted === 'resource' ? ['name'] : [])),
    ...amount(part(metric, wanted, 'target')),
  ]
}

function amount(target: Part): SchemaViolation[] {
  const wanted = own(TARGETS, String(at(target.value, 'type')))
  if (!wanted) return []
  const others = Object.values(TARGETS).filter(
    (field) => field !== wanted && isGiven(at(target.value, field)),
  )
  return [
    ...needs(target, wanted),
    ...others.map((field) =>
      wrongKey(
        [...target.path, field],
        `The type ${at(target.value, 'type')} has "${wanted}" alone: remove this.`,
      ),
    ),
  ]
}

/** Without policies there are the usual ones; an empty list leaves none. */
const behaviour = ({ path, value }: Part): SchemaViolation[] => {
  const policies = at(value, 'policies')
  return Array.isArray(policies) && policies.length === 0
    ? [wrongValue([...path, 'policies'], 'Is empty: name at least one policy, or leave the field out.')]
    : []
}

import { conditionOf } from '../../kubernetes/live-pods.ts'
import { at, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import { type Criterion, unless, untried } from '../criterion.ts'

export const autoscaling: Criterion = {
  id: 'autoscaling',
  title: 'Every autoscaler gets its metrics and may scale.',
  tried:
    'The conditions ScalingActive and AbleToScale, and the current value of each metric that is targeted.',
  reads: ['autoscalers'],
  remediation: 'See that metrics-server runs: kubectl top pods. docs/troubleshooting.md.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('HorizontalPodAutoscaler')).map(idOf)
    if (wanted.length === 0) return untried('the environment has no autoscaler')
    const found = live.list('autoscalers')
    const wrong = [
      ...wanted.filter((id) => !found.some((each) => idOf(each) === id)).map((id) => `${id} is missing`),
      ...found.flatMap(wrongIn),
    ]
    return unless(wrong, found.map(described).join('; '))
  },
}

function wrongIn(autoscaler: Resource): string[] {
  const id = idOf(autoscaler)
  for (const type of ['AbleToScale', 'ScalingActive']) {
    const condition = conditionOf(autoscaler, type)
    if (condition?.status !== 'True')
      return [`${id}: ${condition ? `${condition.reason}: ${condition.message}` : `no condition ${type}`}`]
  }
  const unknown = valuesOf(autoscaler).filter(({ value }) => value === undefined)
  return unknown.map(({ name }) => `${id}: the value of ${name} is unknown`)
}

function described(autoscaler: Resource): string {
  const [least, most] = ['minReplicas', 'maxReplicas'].map((key) => at(autoscaler, 'spec', key))
  const now = at(autoscaler, 'status', 'currentReplicas')
  const values = valuesOf(autoscaler).map(({ name, value, target }) => `${name} ${value} of ${target} %`)
  return `${autoscaler.metadata.name} ${now} of ${least} to ${most}, ${values.join(', ')}`
}

/** The value of each resource that is targeted, in percent. */
const valuesOf = (autoscaler: Resource) =>
  items(at(autoscaler, 'spec', 'metrics')).flatMap((metric) => {
    const name = at(metric, 'resource', 'name')
    if (name === undefined) return []
    const current = items(at(autoscaler, 'status', 'currentMetrics')).find(
      (each) => at(each, 'resource', 'name') === name,
    )
    return [
      {
        name: String(name),
        value: at(current, 'resource', 'current', 'averageUtilization'),
        target: at(metric, 'resource', 'target', 'averageUtilization'),
      },
    ]
  })

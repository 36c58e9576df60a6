import { conditionOf } from '../../kubernetes/live-pods.ts'
import { at, idOf, isKind, items, type Resource } from '../../kubernetes/resource.ts'

import { type Criterion, passedUnless, skipped } from '../criterion.ts'

export const autoscaling: Criterion = {
  id: 'autoscaling',
  title: 'Every HPA receives its metrics and can scale.',
  method: 'The conditions ScalingActive and AbleToScale, and the current value of each target metric.',
  reads: ['autoscalers'],
  remediation: 'Check that metrics-server runs: kubectl top pods. See docs/troubleshooting.md.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('HorizontalPodAutoscaler')).map(idOf)
    if (wanted.length === 0) return skipped('the environment has no HPA')
    const found = live.list('autoscalers')
    const wrong = [
      ...wanted.filter((id) => !found.some((each) => idOf(each) === id)).map((id) => `${id} is missing`),
      ...found.flatMap(wrongIn),
    ]
    return passedUnless(wrong, found.map(described).join('; '))
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

/** The current and target utilization of each resource metric, in percent. */
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

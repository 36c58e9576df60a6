import { idOf, isKind } from '../../kubernetes/resource.ts'
import { type Criterion, unless, untried } from '../criterion.ts'

export const monitoring: Criterion = {
  id: 'monitoring',
  title: 'Metrics are collected and alerts are known.',
  tried: 'The ServiceMonitors and PrometheusRules of the manifests are in the cluster.',
  reads: ['monitors', 'alerts'],
  remediation: 'See what the Application says of them: docs/troubleshooting.md.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('ServiceMonitor', 'PrometheusRule')).map(idOf)
    if (wanted.length === 0)
      return untried('the environment has no component that brings a ServiceMonitor or PrometheusRule')
    const found = [...live.list('monitors'), ...live.list('alerts')].map(idOf)
    return unless(
      wanted.filter((id) => !found.includes(id)).map((id) => `${id} is missing`),
      wanted.join(', '),
    )
  },
}

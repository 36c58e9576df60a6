import { idOf, isKind } from '../../kubernetes/resource.ts'
import { type Criterion, passedUnless, skipped } from '../criterion.ts'

export const monitoring: Criterion = {
  id: 'monitoring',
  title: 'The ServiceMonitors and alert rules are installed.',
  method: 'The ServiceMonitors and PrometheusRules of the manifests are in the cluster.',
  reads: ['monitors', 'alerts'],
  remediation: 'Check their status in the Application; see docs/troubleshooting.md.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('ServiceMonitor', 'PrometheusRule')).map(idOf)
    if (wanted.length === 0)
      return skipped('the environment has no ServiceMonitor or PrometheusRule (component `monitoring`)')
    const found = [...live.list('monitors'), ...live.list('alerts')].map(idOf)
    return passedUnless(
      wanted.filter((id) => !found.includes(id)).map((id) => `${id} is missing`),
      wanted.join(', '),
    )
  },
}

import { component } from '#engine'

export default component({
  description:
    'Metrics and alerts for a Prometheus Operator in namespace `monitoring`, which must select ServiceMonitors and PrometheusRules of every namespace and label.',
})

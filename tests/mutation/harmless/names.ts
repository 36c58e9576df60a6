import type { Harmless } from '../harmless.ts'

/** Names and texts that are for people. */
export const names: readonly Harmless[] = [
  {
    kinds:
      /^(NetworkPolicy|PodDisruptionBudget|LimitRange|ResourceQuota|PrometheusRule|ServiceMonitor|Ingress|HorizontalPodAutoscaler)$/,
    fields: /^metadata\.name$/,
    operators: /^misspell-text$/,
    why: 'Nothing refers to it by name: Argo CD makes it under the new one and prunes the old.',
  },
  {
    kinds: /^PrometheusRule$/,
    fields: /\.groups\.\*\.name$/,
    operators: /^(misspell|case|space)-text$/,
    why: 'The name of a group of alerts is for people, and any text.',
  },
  {
    kinds: /^ConfigMap$/,
    fields: /^data\.[^.]+\.json$/,
    operators: /^(case-field|misspell-field)$/,
    places: /ConfigMap\/dashboards$/,
    why: 'Grafana takes dashboards of any file name that ends with .json.',
  },
  {
    kinds: /^PrometheusRule$/,
    fields: /annotations\.summary$/,
    operators: /^(case-text|misspell-text|space-text|others-value)$/,
    why: 'A sentence for people: no machine can tell a slip from a word.',
  },
  {
    kinds: /^Namespace$/,
    fields: /pod-security\.kubernetes\.io\/(audit|warn|enforce-version)$/,
    operators: /^(drop-field|misspell-field)$/,
    why: '`enforce` alone refuses pods; the others only say so once more, and `latest` is the default.',
  },
  {
    kinds: /^(Deployment|Service)$/,
    fields: /labels\.monitored$/,
    operators: /^(drop-field|misspell-field|case-field|misspell-text|case-text|no-text)$/,
    places: /^(minikube|staging)/,
    why: 'Metrics are not collected here: the component monitoring is off.',
  },
]

import type { Harmless } from '../harmless.ts'

const WAVE = 'metadata\\.annotations\\.argocd\\.argoproj\\.io/sync-wave'

/** When Argo CD applies something, where it makes no difference. */
export const order: readonly Harmless[] = [
  {
    kinds:
      /^(ConfigMap|ServiceAccount|ResourceQuota|LimitRange|ExternalSecret|PodDisruptionBudget|ServiceMonitor|PrometheusRule|StatefulSet|NetworkPolicy|Service|Deployment)$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^drop-field$/,
    places: /^(?!.* ServiceAccount.postgres)(?!.* Deployment.(backend|mcp-server))/,
    why: 'Without a wave it is applied in wave 0: after the namespace, and before the migration and all that needs it.',
  },
  {
    kinds:
      /^(ConfigMap|ServiceAccount|ResourceQuota|LimitRange|ExternalSecret|PodDisruptionBudget|ServiceMonitor|PrometheusRule|StatefulSet|NetworkPolicy|Service|Deployment)$/,
    fields: /^metadata\.annotations$/,
    operators: /^(drop-field|empty-field|empty-map)$/,
    places: /^(?!.* ServiceAccount.postgres)(?!.* Deployment.(backend|mcp-server))/,
    why: 'The wave is the only annotation, and without one it is applied in wave 0: before all that needs it.',
  },
  {
    kinds: /^Job$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^drop-field$/,
    why: 'The migration in wave 0 is still before the services.',
  },
  {
    kinds: /^Ingress$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^drop-field$/,
    why: 'An Ingress may come before its Service: it answers 503 until that is there.',
  },
  {
    kinds: /^Ingress$/,
    fields: /^metadata\.annotations$/,
    operators: /^(drop-field|empty-field|empty-map)$/,
    places: /^minikube/,
    why: 'The wave is the only annotation here, and an Ingress may come before its Service.',
  },
  {
    kinds:
      /^(ResourceQuota|LimitRange|PodDisruptionBudget|ServiceMonitor|PrometheusRule|Ingress|HorizontalPodAutoscaler)$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^wave \(later\)$/,
    why: 'Nothing waits for it, and it holds for what is there before as well.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^wave \(later\)$/,
    places: /(default-deny|metrics-from-prometheus|from-ingress-controller|from-node-port)$/,
    why: 'What it opens or closes is used only after the services exist.',
  },
  {
    kinds: /^Service$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^(wave \((earlier|later)\)|others-value)$/,
    places: /(ai-agent|backend|mcp-server|node-port)$/,
    details: /-> "(-1|[0-9]+)"$/,
    why: 'It may come before its pods or after them: the smoke test comes after all waves, and tries again.',
  },
  {
    kinds: /^Namespace$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^wave \(earlier\)$/,
    why: 'It is the first of all anyhow.',
  },
  {
    kinds: /^(Deployment|Service)$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^(wave \((earlier|later)\)|others-value)$/,
    places: /(Deployment.(ai-agent|mcp-server|frontend|backend)|Service.frontend)$/,
    details: /-> "(2|[4-9])"$/,
    why: 'The services find each other when all are there, and the smoke test comes after all waves.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^wave \(later\)$/,
    places: /(ai-agent|mcp-server|smoke-test|to-model-api)$/,
    why: 'The services find each other when all are there, and the smoke test comes after all waves.',
  },
  {
    kinds: /^(ServiceAccount|ExternalSecret)$/,
    fields: new RegExp(`^${WAVE}$`),
    operators: /^wave \(later\)$/,
    places: /(ServiceAccount.smoke-test|ExternalSecret.model-api)$/,
    why: 'The smoke test comes after all waves, and the key of the model API is optional.',
  },
]

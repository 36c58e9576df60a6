import { shownName } from '../../render/verify/verify.ts'
import type { Mutation } from './mutation.ts'

/** Mutations that neither an API server nor a reasonable reviewer would refuse. Nothing here knows what validate says. */
export interface Harmless {
  readonly kinds: RegExp
  readonly fields: RegExp
  readonly operators: RegExp
  /** `ENVIRONMENT KIND/NAME`, where it is not so everywhere. */
  readonly places?: RegExp
  /** What it was and what it is, where that matters. */
  readonly details?: RegExp
  readonly why: string
}

const WAVE = 'metadata\\.annotations\\.argocd\\.argoproj\\.io/sync-wave'
const POD = /^(Deployment|StatefulSet|Job)$/
const LEFT_OUT = /^(drop-field|empty-field)$/
const NUDGE = /^(one-more|one-less)$/

export const HARMLESS: readonly Harmless[] = [
  // Order
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
    why: 'What it opens or closes is used by nobody before the services are there.',
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
  // Names and texts for people
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
    why: 'Nobody reads metrics here: the component monitoring is off.',
  },
  // What the API server fills in, or passes over
  {
    kinds: POD,
    fields: /imagePullPolicy$/,
    operators: LEFT_OUT,
    why: 'IfNotPresent is the default for a tag other than latest.',
  },
  {
    kinds: /^Service$/,
    fields: /^spec\.type$/,
    operators: LEFT_OUT,
    places: /^(?!.*node-port)/,
    why: 'ClusterIP is the default.',
  },
  {
    kinds: /^Service$/,
    fields: /\.targetPort$/,
    operators: /^drop-field$/,
    why: 'The port itself is the default, and has the same number here.',
  },
  {
    kinds: /^Namespace$/,
    fields: /^$/,
    operators: /^other-namespace \(/,
    why: 'A Namespace is in no namespace: the API server passes over it.',
  },
  {
    kinds: /^Service$/,
    fields: /^$/,
    operators: /^add-field \(spec\.externalName/,
    why: 'It is for the type ExternalName alone, and counts for nothing elsewhere.',
  },
  {
    kinds: POD,
    fields: /^$/,
    operators: /^add-field \(serviceAccount: /,
    why: 'An old name of serviceAccountName, which wins.',
  },
  {
    kinds: /./,
    fields: /(requests|limits|hard)\./,
    operators: /^text-as-number$/,
    details: /^"[0-9]+" -> /,
    why: 'A quantity without a unit may be a number: the API server keeps the same.',
  },
  {
    kinds: POD,
    fields: /\.resources\.(limits|requests)\.ephemeral-storage$/,
    operators: /^drop-field$/,
    why: "The LimitRange gives a container what it doesn't say.",
  },
  {
    kinds: /^(Deployment|Job)$/,
    fields: /\.resources\.limits\.cpu$/,
    operators: /^drop-field$/,
    places: /(ai-agent|mcp-server|smoke-test|migration|(minikube|staging) Deployment.frontend)$/,
    why: 'The LimitRange gives a container 200m, which is more than it requests.',
  },
  {
    kinds: /^Deployment$/,
    fields: /^spec\.strategy(\.type|\.rollingUpdate(\.maxSurge)?)?$/,
    operators: /^(drop-field|empty-field)$/,
    places: /(ai-agent|mcp-server)$/,
    why: 'RollingUpdate with 25 % is the default, and of up to three pods that is one more and none less, as it is said.',
  },
  {
    kinds: /^Deployment$/,
    fields: /^spec\.strategy(\.type|\.rollingUpdate\.maxSurge)$/,
    operators: LEFT_OUT,
    why: 'RollingUpdate is the default, and so is a surge of 25 %, one pod or more.',
  },
  {
    kinds: POD,
    fields: /(liveness|readiness)Probe\.(timeoutSeconds|periodSeconds|failureThreshold)$/,
    operators: /^(drop-field|empty-field|zero|one-more|one-less)$/,
    why: 'A little longer or shorter is for who runs it to choose; 0 is the default to the API server.',
  },
  {
    kinds: /^StatefulSet$/,
    fields: /startupProbe\.(periodSeconds|failureThreshold)$/,
    operators: NUDGE,
    why: 'The start of the database may take some minutes: a few seconds more or less.',
  },
  {
    kinds: /^StatefulSet$/,
    fields: /startupProbe\.timeoutSeconds$/,
    operators: /^(drop-field|empty-field|zero|one-more|one-less)$/,
    why: 'One second is enough for an answer too.',
  },
  {
    kinds: /^Deployment$/,
    fields: /startupProbe\.(periodSeconds|failureThreshold)$/,
    operators: /^one-less$/,
    why: 'A start may take 30 s or 58 s instead of 60: both are long.',
  },
  {
    kinds: /^(Deployment|StatefulSet)$/,
    fields: /terminationGracePeriodSeconds$/,
    operators: /^(drop-field|empty-field|one-more|one-less)$/,
    why: 'A second more or less, or the default of 30 s, leaves time to end.',
  },
  {
    kinds: /^HorizontalPodAutoscaler$/,
    fields: /^spec\.behavior(\.scaleUp|\.scaleDown)?$/,
    operators: /^(drop-field|empty-field|empty-map)$/,
    why: 'The defaults are the same 300 s and 0 s.',
  },
  {
    kinds: /^HorizontalPodAutoscaler$/,
    fields: /stabilizationWindowSeconds$/,
    operators: /^(drop-field|empty-field|one-more|one-less|tenfold|zero)$/,
    details: /^(?!0 -> -1)/,
    why: 'How fast to scale is for who runs it to choose.',
  },
  {
    kinds: /^ExternalSecret$/,
    fields: /^spec\.target(\.creationPolicy)?$/,
    operators: /^(drop-field|empty-field|empty-map)$/,
    why: 'The Secret gets the name of the ExternalSecret, and Owner is the default.',
  },
  {
    kinds: /^ExternalSecret$/,
    fields: /^spec\.target\.name$/,
    operators: /^drop-field$/,
    why: 'The Secret gets the name of the ExternalSecret.',
  },
  {
    kinds: /^ServiceMonitor$/,
    fields: /endpoints\.\*\.(interval|path)$/,
    operators: /^drop-field$/,
    why: "Prometheus' own interval counts then, and /metrics is the default.",
  },
  {
    kinds: /^ServiceMonitor$/,
    fields: /endpoints\.\*\.interval$/,
    operators: /^no-text$/,
    why: "Prometheus' own interval counts then.",
  },
  {
    kinds: /^Deployment$/,
    fields: /^spec\.strategy(\.rollingUpdate(\.maxUnavailable)?)?$/,
    operators: /^(drop-field|empty-field|empty-map)$/,
    places: /(ai-agent|mcp-server)$/,
    why: 'Of up to three pods, the default of 25 % takes none away.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /^spec\.podSelector$/,
    operators: LEFT_OUT,
    places: /(default-deny|allow-dns)$/,
    why: 'An empty selector and none at all both mean every pod, as it is meant here.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /\.protocol$/,
    operators: LEFT_OUT,
    details: /./,
    places: /allow-dns$/,
    why: 'TCP is the default.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /^spec\.ingress/,
    operators: /^(others-value|drop-item|empty-list|drop-field|empty-field)$/,
    places: /^minikube NetworkPolicy.frontend$/,
    details: /^("smoke-test" -> |dropped|\[\]|null)/,
    why: 'The node port lets everybody in to the frontend here.',
  },
  // What is for people to choose
  {
    kinds: /^(Deployment|StatefulSet)$/,
    fields: /revisionHistoryLimit$/,
    operators: /^(drop-field|empty-field|one-less|one-more|tenfold|zero)$/,
    why: 'How many old ReplicaSets are kept; rolling back is a commit here.',
  },
  {
    kinds: /^Deployment$/,
    fields: /progressDeadlineSeconds$/,
    operators: /^one-more$/,
    why: 'A second of patience more.',
  },
  {
    kinds: /^Job$/,
    fields: /activeDeadlineSeconds$/,
    operators: /^(one-more|one-less|others-value)$/,
    why: 'Two minutes or three are both long enough for it.',
  },
  {
    kinds: /^Job$/,
    fields: /backoffLimit$/,
    operators: /^(one-less|zero)$/,
    why: 'One try or two are both what a hook may have.',
  },
  {
    kinds: /^Deployment$/,
    fields: /preStop\.sleep\.seconds$/,
    operators: NUDGE,
    why: 'A pause of 4 or 6 s is a pause.',
  },
  {
    kinds: /^Deployment$/,
    fields: /maxSurge$/,
    operators: /^(one-more|tenfold)$/,
    why: 'How many pods more an update takes is to choose; quota and connections count them.',
  },
  {
    kinds: /^Deployment$/,
    fields: /maxSkew$/,
    operators: /^one-more$/,
    why: 'How even pods are spread is to choose.',
  },
  {
    kinds: /^Deployment$/,
    fields: /weight$/,
    operators: /^one-less$/,
    why: 'How much the place of a pod counts is to choose.',
  },
  {
    kinds: /^Deployment$/,
    fields: /topologySpreadConstraints\.\*\.matchLabelKeys\.\*$/,
    operators: /^(others-value|drop-item)$/,
    details: /"pod-template-hash"( ->|$)/,
    why: 'Pods of the older generation are counted as well, for as long as an update takes.',
  },
  {
    kinds: /^HorizontalPodAutoscaler$/,
    fields: /averageUtilization$/,
    operators: /^(one-more|one-less|others-value)$/,
    why: 'At which share to scale is to choose.',
  },
  {
    kinds: /^Application$/,
    fields: /retry\.(limit|backoff\.factor)$/,
    operators: NUDGE,
    why: 'One try more or less; the waits stay short.',
  },
  {
    kinds: POD,
    fields: /\.resources\.(limits|requests)\.(cpu|memory|ephemeral-storage)$/,
    operators: /^others-value$/,
    places: /^(?!production Deployment.(backend|frontend))/,
    why: 'How large a pod is is to choose, and what environment.yaml says of it is compared.',
  },
  {
    kinds: /^StatefulSet$/,
    fields: /sizeLimit$/,
    operators: /^others-value$/,
    why: 'Both bounds are right for what is written there.',
  },
  {
    kinds: /^ConfigMap$/,
    fields: /^data\.(LOG_LEVEL|CHAT_REQUESTS_PER_MINUTE|SIGN_IN_ATTEMPTS_PER_MINUTE)$/,
    operators: /^(others-value|setting \(a hundredfold\))$/,
    places: /^(?!staging.*backend)|.*/,
    why: 'Another value that the program documents as right.',
  },
  {
    kinds: /^ResourceQuota$/,
    fields: /hard\.(persistentvolumeclaims|requests\.storage)$/,
    operators: /^(quota \((one|little)\)|unit-up|unit-down|quantity-zero|unit-lost)$/,
    places: /^(staging|production)/,
    details: /^(?!.*"(4m|10m)"$)/,
    why: 'There is no claim here: the database is outside.',
  },
  {
    kinds: /^PrometheusRule$/,
    fields: /\.(for|labels\.severity)$/,
    operators: /^others-value$/,
    why: 'How urgent an alert is, and how soon it is told, is to choose.',
  },
  {
    kinds: /^PrometheusRule$/,
    fields: /\.for$/,
    operators: /^drop-field$/,
    why: 'The alert is told at once.',
  },
  // What means the same twice
  {
    kinds: /./,
    fields:
      /\.(syncOptions|matchLabelKeys|preferredDuringSchedulingIgnoredDuringExecution|envFrom|drop|accessModes|egress|ingress|from|to)\.\*$/,
    operators: /^double-item$/,
    why: 'What stands there twice means the same as once.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /\.ports\.\*$/,
    operators: /^double-item$/,
    why: 'A port that is open twice is open.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /^spec\.policyTypes\.\*$/,
    operators: /^double-item$/,
    places: /(mcp-server|smoke-test|postgres|to-|from-)/,
    why: 'A direction that stands there twice is one.',
  },
  {
    kinds: /^(ConfigMap|ServiceAccount|NetworkPolicy|Service)$/,
    fields: /^$/,
    operators: /^copy-resource$/,
    why: 'Nothing refers to the copy, and a policy twice lets through what it lets through once.',
  },
  {
    kinds: /^Namespace$/,
    fields: /^$/,
    operators: /^add-resource \(ConfigMap\//,
    why: 'Nothing refers to it: validate warns of it, and it does no harm.',
  },
  {
    kinds: /^Service$/,
    fields: /ports\.\*\.(name|port)$/,
    operators: /^(misspell-text|others-value|one-more|one-less|tenfold)$/,
    places: /(postgres|node-port)$/,
    details: /^(?!.*-> 54320$|.*-> [0-9]{6})(?!dropped port)/,
    why: "Without an address of its own, or behind a node port, the pod's port counts and not the Service's.",
  },
  {
    kinds: /^Service$/,
    fields: /ports\.\*\.name$/,
    operators: /^(drop-field|empty-field|misspell-text|others-value)$/,
    places: /(node-port|(minikube|staging) Service.(backend|mcp-server|ai-agent))$/,
    why: 'A name that nothing here refers to: Ingress and ServiceMonitor are compared.',
  },
  {
    kinds: /^Service$/,
    fields: /^spec\.ports(\.\*)?$/,
    operators: /^(drop-field|empty-field|empty-list|drop-item)$/,
    places: /postgres$/,
    why: 'A Service without an address of its own needs no ports: its name leads to the pod.',
  },
  {
    kinds: /^Service$/,
    fields: /^metadata\.name$/,
    operators: /^misspell-text$/,
    places: /node-port$/,
    why: 'Nobody calls it by its name, only by the port of the node.',
  },
  {
    kinds: /^HorizontalPodAutoscaler$/,
    fields: /^spec\.metrics\.\*$/,
    operators: /^drop-item$/,
    details: /"memory"/,
    why: 'CPU alone is a measure too.',
  },
]

/** Why nobody would refuse a mutation; nothing if somebody would. */
export function harmlessWhy({ site, operator, edit }: Mutation): Harmless | undefined {
  const name = edit.variant ? `${operator} (${edit.variant})` : operator
  const place = `${site.environment} ${shownName(site.resource)}`
  return HARMLESS.find(
    ({ kinds, fields, operators, places, details }) =>
      kinds.test(site.resource.kind) &&
      fields.test(site.pattern) &&
      operators.test(name) &&
      (places?.test(place) ?? true) &&
      (details?.test(edit.detail) ?? true),
  )
}

import type { Harmless } from '../harmless.ts'

const POD = /^(Deployment|StatefulSet|Job)$/
const LEFT_OUT = /^(drop-field|empty-field)$/
const NUDGE = /^(one-more|one-less)$/

/** What the API server fills in, or passes over. */
export const defaults: readonly Harmless[] = [
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
    fields: /^spec\.ingress(\.\*)?$|\.from\.\*\.podSelector\.matchLabels\.app\.kubernetes\.io\/name$/,
    operators: /^(others-value|drop-item|empty-list)$/,
    places: /^minikube NetworkPolicy.frontend$/,
    details: /^("smoke-test" -> |dropped|\[\])/,
    why: 'The node port lets everybody in to the frontend here.',
  },
  {
    kinds: /^StatefulSet$/,
    fields: /^spec\.serviceName$/,
    operators: LEFT_OUT,
    why: 'It names the single pods in DNS, which are not called: the Service finds the pod by its labels.',
  },
]

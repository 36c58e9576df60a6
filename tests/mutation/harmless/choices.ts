import type { Harmless } from '../harmless.ts'

const POD = /^(Deployment|StatefulSet|Job)$/
const NUDGE = /^(one-more|one-less)$/

/** What is for those who run it to choose. */
export const choices: readonly Harmless[] = [
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
]

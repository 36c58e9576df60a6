import { classOf, type Mutation } from './mutation.ts'

/** What `validate` doesn't catch although someone would refuse it, and why it can't. */
export interface Miss {
  readonly classes: RegExp
  readonly why: string
}

export const MISSES: readonly Miss[] = [
  {
    classes:
      /^ConfigMap data\.(CONVERSATIONS_PER_USER|SIGN_IN_FAILURES_PER_MINUTE|SIGN_UPS_PER_HOUR|HSTS_SECONDS|TRUSTED_PROXIES) setting /,
    why: 'A limit may be as high as the team likes; 0 turns HSTS off, or says that no proxy is trusted.',
  },
  {
    classes: /^Ingress \. copy-resource$/,
    why: 'A second Ingress to the same service admits no new caller.',
  },
  {
    classes: /^ExternalSecret spec\.refreshInterval /,
    why: 'The schema of External Secrets takes any text there, and no rule reads it; in environment.yaml it is a duration.',
  },
  {
    classes: /^ConfigMap data\.OPENAI_(MODEL|BASE_URL) /,
    why: 'The name of a model and the address of a host outside are for their provider to know; the smoke test asks for neither.',
  },
  {
    classes: / metadata\.labels\.app\.kubernetes\.io\/(component|name) /,
    why: 'On what belongs to no single workload any word may be meant; nothing selects by these labels.',
  },
  {
    classes: /^PrometheusRule .*\.(expr|alert|rules\.\*) /,
    why: 'The expression is parsed; which metrics and labels there are, only the cluster knows.',
  },
  {
    classes: /^StatefulSet .*\.image image \(another digest\)$/,
    why: 'Only the registry knows which digests it has; the checks of pull requests ask it.',
  },
  {
    classes: /^PodDisruptionBudget spec\.maxUnavailable /,
    why: 'Of a single replica no budget can keep any; with more of them it is caught.',
  },
  {
    classes: /^ExternalSecret \. drop-resource$/,
    why: 'The key of the model API is optional: without it chat says that no model is configured.',
  },
]

export const missOf = (mutation: Mutation): Miss | undefined =>
  MISSES.find(({ classes }) => classes.test(classOf(mutation)))

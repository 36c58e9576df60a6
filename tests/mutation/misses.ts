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
    why: 'The team may choose any limit; 0 turns HSTS off, or trusts no proxy.',
  },
  {
    classes: /^Ingress \. copy-resource$/,
    why: 'A second Ingress to the same service allows no new caller.',
  },
  {
    classes: /^ExternalSecret spec\.refreshInterval (drop|empty)-field/,
    why: 'The default is 1h.',
  },
  {
    classes: /^ConfigMap data\.OPENAI_(MODEL|BASE_URL) /,
    why: 'Only the provider knows its model names and addresses; the smoke test uses neither.',
  },
  {
    classes: / metadata\.labels\.app\.kubernetes\.io\/(component|name) /,
    why: 'On a resource that belongs to no single workload, any value may be intended; nothing selects by these labels.',
  },
  {
    classes: /^PrometheusRule .*\.(expr|alert|rules\.\*) /,
    why: 'The expression is parsed, but only the cluster knows which metrics and labels exist.',
  },
  {
    classes: /^(Ingress|PrometheusRule|ServiceMonitor) (\.|spec\.groups\.\*) drop-(resource|item)$/,
    why: 'Only the services of an environment are listed as required; `diff` shows what is removed.',
  },
  {
    classes: /^ConfigMap metadata\.annotations\.argocd\.argoproj\.io\/sync-wave others-value$/,
    why: 'It is applied later, but still not after the pods that read it.',
  },
  {
    classes: /^ConfigMap data\.[^.]+\.json (drop-field|misspell-text)$/,
    why: 'The set of dashboards and their texts are for people; `npm run test:monitoring` runs their queries.',
  },
  {
    classes: /\.runbook_url (misspell-text|others-value)$/,
    why: 'Only the server knows whether a page exists; a test checks the pages of this repository.',
  },
  {
    classes: /^ServiceMonitor spec\.endpoints\.\*\.port others-value$/,
    why: 'programs.yaml contains the path of the metrics, but not which of several ports.',
  },
  {
    classes: /^StatefulSet .*\.image image \(another digest\)$/,
    why: 'Only the registry knows its digests; the checks of pull requests look them up.',
  },
  {
    classes: /^PodDisruptionBudget \. drop-resource$/,
    why: 'The budget of a service with one pod has no effect: that pod may always be evicted.',
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

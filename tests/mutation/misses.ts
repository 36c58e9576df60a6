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
    classes: /^ExternalSecret spec\.refreshInterval (drop|empty)-field/,
    why: 'It is 1h by default.',
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
    classes: /^(Ingress|PrometheusRule|ServiceMonitor) (\.|spec\.groups\.\*) drop-(resource|item)$/,
    why: 'Nothing lists what an environment must have but for its services; `diff` shows what is removed.',
  },
  {
    classes: /^ConfigMap metadata\.annotations\.argocd\.argoproj\.io\/sync-wave others-value$/,
    why: 'It comes later, and still no later than the pods that read it.',
  },
  {
    classes: /^ConfigMap data\.[^.]+\.json (drop-field|misspell-text)$/,
    why: 'Which dashboards there are, and their words, are for people; `npm run test:monitoring` asks their queries.',
  },
  {
    classes: /\.runbook_url (misspell-text|others-value)$/,
    why: 'Whether a page exists, only its server knows; a test of this repository holds its own.',
  },
  {
    classes: /^ServiceMonitor spec\.endpoints\.\*\.port others-value$/,
    why: 'programs.yaml says on which path metrics are, not on which of several ports.',
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

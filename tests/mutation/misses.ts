import { classOf, type Mutation } from './mutation.ts'

/** What `validate` doesn't catch although somebody would refuse it, and why it can't. */
export interface Miss {
  readonly classes: RegExp
  readonly why: string
}

export const MISSES: readonly Miss[] = [
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
    why: 'No parser of PromQL is at hand: brackets and comparisons are looked at, not the names of metrics, and what is missing is not missed.',
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

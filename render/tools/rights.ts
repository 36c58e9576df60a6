import type { Kubectl } from './kubectl.ts'

/** A rule as an API server tells it. */
interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
}

/**
 * What the kubeconfig's user may do in a namespace, or a ServiceAccount in whose name it may ask.
 *
 * @param as NAMESPACE:NAME of the ServiceAccount. @throws KubectlError.
 */
export async function rightsIn(kubectl: Kubectl, namespace: string, as?: string): Promise<readonly Rule[]> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace },
  }
  const answer = await kubectl.run(
    [
      // Impersonation takes the groups that an API server would add by itself.
      ...(as
        ? [`--as=system:serviceaccount:${as}`, `--as-group=system:serviceaccounts:${as.split(':')[0]}`]
        : []),
      ...(as ? ['--as-group=system:serviceaccounts', '--as-group=system:authenticated'] : []),
      // Without validation: that reads definitions that someone who may only look may not read.
      ...['create', '--validate=false', '--filename=-', '--output=json', '--request-timeout=15s'],
    ],
    JSON.stringify(review),
  )
  return (JSON.parse(answer) as { status?: { resourceRules?: Rule[] } }).status?.resourceRules ?? []
}

/** A kubeconfig, as JSON, that holds one context and all that it refers to. @throws KubectlError. */
export const singleContext = (kubectl: Kubectl): Promise<string> =>
  kubectl.run(['config', 'view', '--raw', '--minify', '--flatten', '--output=json'])

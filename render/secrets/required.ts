/** A key of a Secret that pods refer to. */
export interface RequiredKey {
  readonly secret: string
  readonly key: string
  /** Every reference says that the pod starts without it. */
  readonly optional: boolean
  /** Deployments whose pods read it: they keep the old value until they are restarted. */
  readonly deployments: readonly string[]
}

interface Workload {
  readonly kind?: string
  readonly metadata?: { readonly name?: string }
}

interface SecretKeyRef {
  readonly name: string
  readonly key: string
  readonly optional?: boolean
}

/**
 * The one key of a Secret in `imagePullSecrets`:
 * https://kubernetes.io/docs/concepts/configuration/secret/#docker-config-secrets
 */
export const REGISTRY_KEY = '.dockerconfigjson'

/** The variable of secrets.env that holds a key: the name of the key, or of the Secret if its key is none. */
export const variableOf = ({ secret, key }: Pick<RequiredKey, 'secret' | 'key'>): string =>
  key === REGISTRY_KEY ? secret.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_') : key

/** Every key that the manifests of an environment refer to, by Secret and key, in alphabetical order. */
export function requiredKeys(manifests: readonly unknown[]): RequiredKey[] {
  const found = new Map<
    string,
    { secret: string; key: string; optional: boolean; deployments: Set<string> }
  >()
  for (const manifest of manifests as readonly Workload[]) {
    for (const { name, key, optional = false } of secretKeyRefs(manifest)) {
      const known = found.get(`${name}/${key}`) ?? {
        secret: name,
        key,
        optional: true,
        deployments: new Set<string>(),
      }
      known.optional &&= optional
      if (manifest.kind === 'Deployment') known.deployments.add(manifest.metadata?.name ?? '')
      found.set(`${name}/${key}`, known)
    }
    // The kubelet reads credentials of a registry when it pulls: no pod keeps an old value.
    for (const secret of pullSecrets(manifest))
      found.set(`${secret}/${REGISTRY_KEY}`, {
        ...{ secret, key: REGISTRY_KEY, optional: false },
        deployments: new Set(),
      })
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { deployments, ...each }]) => ({ ...each, deployments: [...deployments].sort() }))
}

/** Every `secretKeyRef`, however deep: containers, init containers and jobs of a CronJob alike. */
function* secretKeyRefs(value: unknown): Generator<SecretKeyRef> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key === 'secretKeyRef') yield child as SecretKeyRef
    else yield* secretKeyRefs(child)
  }
}

/** The names in every `imagePullSecrets`, of pods and of ServiceAccounts. */
function* pullSecrets(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key !== 'imagePullSecrets') yield* pullSecrets(child)
    else if (Array.isArray(child))
      yield* child.flatMap((each: { name?: string } | null) => (each?.name ? [each.name] : []))
  }
}

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

type Environment = Readonly<Record<string, string>>
type Kubectl = (args: readonly string[]) => Promise<string>

interface Variable {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: { readonly configMapKeyRef?: { readonly name: string; readonly key: string } }
}

/**
 * What a workload's first container would get as environment from its ConfigMaps, for a program that runs outside of a
 * pod. So every setting of the ConfigMaps counts.
 *
 * @param workload as in `deployment/argocd-repo-server`.
 */
export async function podEnvironment(
  kubectl: Kubectl,
  namespace: string,
  workload: string,
): Promise<Environment> {
  const get = async (...what: string[]) =>
    JSON.parse(await kubectl(['--namespace', namespace, 'get', ...what, '--output=json']))
  const [{ spec }, { items }] = await Promise.all([get(workload), get('configmaps')])
  const data = items.map((item: { metadata: { name: string }; data?: Environment }) => [
    item.metadata.name,
    item.data ?? {},
  ])
  return resolve(spec.template.spec.containers[0].env, new Map(data))
}

/** Pure. @param configMaps their data by name. @returns the variables that have a value. */
export function resolve(
  variables: readonly Variable[],
  configMaps: ReadonlyMap<string, Environment>,
): Environment {
  const pairs = variables.flatMap(({ name, value, valueFrom }) => {
    const reference = valueFrom?.configMapKeyRef
    const found = value ?? (reference && configMaps.get(reference.name)?.[reference.key])
    return found === undefined ? [] : [[name, found]]
  })
  return Object.fromEntries(pairs)
}

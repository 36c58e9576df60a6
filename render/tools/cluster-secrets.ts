import { type Kubectl, KubectlError } from './kubectl.ts'

export type SecretChange = 'created' | 'updated' | 'unchanged'

/** Applies a manifest server-side, under a name of our own: Argo CD and people keep the fields that are theirs. */
export const apply = (kubectl: Kubectl, system: string, manifest: unknown): Promise<string> =>
  kubectl.run(
    ['apply', '--server-side', '--force-conflicts', `--field-manager=${system}-secrets`, '--filename=-'],
    JSON.stringify(manifest),
  )

/**
 * Makes a Secret hold exactly these values; nothing is sent if it does already. Values travel by stdin, never in
 * arguments, which every process of the machine can read.
 *
 * @param type can't be changed later: the API server refuses it.
 * @throws KubectlError.
 */
export async function putSecret(
  kubectl: Kubectl,
  system: string,
  namespace: string,
  name: string,
  values: Readonly<Record<string, string>>,
  type = 'Opaque',
): Promise<SecretChange> {
  const data = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  )
  const found = await kubectl.run([
    ...['--namespace', namespace, 'get', 'secret', name],
    ...['--ignore-not-found', '--output=json'],
  ])
  const current = found === '' ? undefined : dataOf(found, name)
  if (current && sameEntries(current, data)) return 'unchanged'
  const labels = { 'app.kubernetes.io/part-of': system }
  await apply(kubectl, system, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels },
    type,
    data,
  })
  return current ? 'updated' : 'created'
}

/** A parser's own error would quote what it read. */
function dataOf(text: string, name: string): Record<string, string> {
  try {
    return (JSON.parse(text).data ?? {}) as Record<string, string>
  } catch {
    throw new KubectlError(`kubectl: what it printed of Secret ${name} is not JSON.`)
  }
}

const sameEntries = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([key, value]) => b[key] === value)

/** Those of the Deployments that exist in the namespace. */
export async function deployed(
  kubectl: Kubectl,
  namespace: string,
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return []
  const found = (await kubectl.run(['--namespace', namespace, 'get', 'deployments', '--output=name'])).split(
    '\n',
  )
  return names.filter((name) => found.includes(`deployment.apps/${name}`))
}

/** Replaces the pods of Deployments, one after the other, so that they read their Secrets again. */
export async function restart(kubectl: Kubectl, namespace: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await kubectl.run([
    '--namespace',
    namespace,
    'rollout',
    'restart',
    ...names.map((name) => `deployment/${name}`),
  ])
}

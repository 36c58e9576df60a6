import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { parseAllDocuments } from 'yaml'
import { compare } from '../emit/tree.ts'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { exists } from '../repository/create-folder.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { readTree } from '../repository/tree.ts'
import { requiredKeys, variableOf } from '../secrets/required.ts'
import { type SecretValues, secretValues } from '../secrets/secret-values.ts'
import { apply, deployed, putSecret, restart, type SecretChange } from '../tools/cluster-secrets.ts'
import { isTracked } from '../tools/git.ts'
import { kubectlFor } from '../tools/kubectl.ts'
import { build, findKustomize } from '../tools/kustomize.ts'
import { redactedKubectl } from './redacted-kubectl.ts'
import { type Rendering, renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'

export interface SecretsOptions {
  /** Context of the kubeconfig; defaults to the name of the environment's cluster. */
  readonly context?: string
  /** Restart the Deployments that read the Secrets. */
  readonly restart?: boolean
}

/**
 * Creates or updates the Secrets of an environment that keeps them by hand, from its git-ignored secrets.env. Which
 * Secrets and keys there are, its manifests say. The Namespace comes first, so that this works before the first sync.
 *
 * @throws KustomizeError, KubectlError.
 */
export async function secrets(root: string, name: string, options: SecretsOptions = {}): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments([name], inputs)
  if (unknown) return unknown
  const rendering = renderAll(inputs)
  const { fleet, definitions } = rendering
  const environment = definitions.find((each) => each.name === name)?.environment
  const all = [...problems, ...rendering.problems]
  if (all.length > 0 || !fleet || !environment) return refused(all, textOf(root))

  const file = `environments/${name}/secrets.env`
  if (isStale(root, rendering, name))
    return wrong(`overlays/${name} is not what render would write: \`npm run render\` first.`)
  const kustomize = await findKustomize(fleet.clusters[environment.cluster]?.argocd.kustomize ?? '', root)
  const manifests = parseAllDocuments((await build(kustomize, join(root, 'overlays', name))).manifests).map(
    (each) => each.toJS(),
  )
  if (manifests.some(({ kind }) => kind === 'ExternalSecret'))
    return wrong(`${name} uses ExternalSecrets; change its Secrets in the store.`)
  if (await isTracked(root, file))
    return wrong(
      `${file} is in git: take it out (git rm --cached, then commit) and change every secret in it, for they are known now.`,
    )
  if (!exists(root, file)) return wrong(`${file} is missing: ${howToBegin(root, name, manifests)}`)

  const wanted = secretValues(file, parseEnv(textOf(root)(file) ?? ''), requiredKeys(manifests))
  if (wanted.problems.length > 0) return refused(wanted.problems, () => undefined)

  const namespace = manifests.find(({ kind }) => kind === 'Namespace')
  const context = options.context ?? environment.cluster
  const outcome = await put(root, context, fleet.system, namespace, wanted.secrets, options.restart ?? false)
  return { ...outcome, errors: readableByOthers(root, file) }
}

/** What to write into a secrets.env that isn't there yet. */
function howToBegin(root: string, name: string, manifests: readonly unknown[]): string {
  const example = `environments/${name}/secrets.example.env`
  if (exists(root, example)) return `copy ${example} to it and fill it in.`
  const variables = new Set(requiredKeys(manifests).map(variableOf))
  if (variables.size === 0) return `no pod of ${name} reads a Secret, so none is needed.`
  return `write a line KEY=VALUE for each of ${[...variables].sort().join(', ')}.`
}

/** What to say of a file that others on this machine can read; Windows keeps no such mode. */
function readableByOthers(root: string, file: string): string[] {
  const mode = lstatSync(join(root, file)).mode & 0o777
  if (process.platform === 'win32' || (mode & 0o077) === 0) return []
  return [
    `${file}: other users of this machine can read it (mode ${mode.toString(8).padStart(4, '0')}): \`chmod 600 ${file}\`.`,
  ]
}

function isStale(root: string, rendering: Rendering, name: string): boolean {
  // Only what is built: the Applications may follow another repository.
  const owned = (path: string): boolean => path.startsWith(`overlays/${name}/`)
  const files = rendering.files.filter(({ path }) => owned(path))
  return compare(files, readTree(root, owned)).changes.length > 0
}

async function put(
  root: string,
  context: string,
  system: string,
  namespaceManifest: { readonly metadata: { readonly name: string } },
  secrets: readonly SecretValues[],
  withRestart: boolean,
): Promise<Outcome> {
  const namespace = namespaceManifest.metadata.name
  const kubectl = redactedKubectl(
    await kubectlFor(context, root),
    secrets.flatMap(({ values }) => Object.values(values)),
    [
      namespace,
      ...secrets.flatMap(({ name, values, deployments }) => [name, ...Object.keys(values), ...deployments]),
    ],
  )
  await apply(kubectl, system, namespaceManifest)
  const done: { secret: string; change: SecretChange }[] = []
  for (const { name, values, type } of secrets)
    done.push({ secret: name, change: await putSecret(kubectl, system, namespace, name, values, type) })

  const updated = done.filter(({ change }) => change === 'updated').map(({ secret }) => secret)
  const affected = secrets.filter(({ name }) => withRestart || updated.includes(name))
  const readers = await deployed(
    kubectl,
    namespace,
    [...new Set(affected.flatMap(({ deployments }) => deployments))].sort(),
  )
  if (withRestart) await restart(kubectl, namespace, readers)
  return {
    exit: EXIT.good,
    lines: [
      ...done.map(
        ({ secret, change }): Line => ({
          text: `${change} Secret ${secret}`,
          tone: change === 'unchanged' ? 'quiet' : 'changed',
        }),
      ),
      ...restartLines(readers, withRestart),
      { text: `The Secrets of ${namespace} in ${context} equal secrets.env.`, tone: 'good' },
    ],
    errors: [],
    json: { context, namespace, secrets: done, [withRestart ? 'restarted' : 'needRestart']: readers },
  }
}

function restartLines(readers: readonly string[], restarted: boolean): Line[] {
  if (readers.length === 0) return []
  if (restarted) return [{ text: `restarted ${readers.join(', ')}`, tone: 'changed' }]
  return [{ text: `Pods of ${readers.join(', ')} still have the old values: run this again with --restart.` }]
}

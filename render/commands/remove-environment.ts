import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '../emit/tree.ts'
import { hasOwnArgocd, namespaceOf, qualifiedName } from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { filesBelow, workTree } from '../repository/files.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { applyChanges } from '../repository/write.ts'
import { git } from '../tools/git.ts'
import { notInGit } from './not-in-git.ts'
import { type Rendering, renderAll } from './render-all.ts'
import { environmentOf, unknownEnvironments } from './select.ts'
import { writeRendering } from './write-rendering.ts'

/**
 * Removes an environment from the repository at `root` and says what becomes of it in its cluster once that is merged.
 * Nothing is removed that git could not give back, and none that a workflow still updates or promotes from.
 *
 * @throws GitError, and what the file system throws.
 */
export const removeEnvironment = (
  root: string,
  name: string,
  options: RemoveEnvironmentOptions = {},
): Promise<Outcome> => remove(root, name, options).catch(notInGit)

export interface RemoveEnvironmentOptions {
  /** Write nothing. */
  readonly dryRun?: boolean
}

async function remove(
  root: string,
  name: string,
  { dryRun = false }: RemoveEnvironmentOptions,
): Promise<Outcome> {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments([name], inputs)
  if (unknown) return unknown
  const before = renderAll(inputs)
  if (problems.length > 0 || before.problems.length > 0)
    return refused([...problems, ...before.problems], textOf(root))
  const folder = `environments/${name}`
  const obstacles = [...(await unsaved(root, folder)), ...usesIn(root, name)]
  if (obstacles.length > 0) return wrong(obstacles.join('\n'))

  const rendering = renderAll({ ...inputs, sources: inputs.sources.filter((each) => each.name !== name) })
  if (rendering.problems.length > 0) return refused(rendering.problems, textOf(root))
  const changes = [...filesBelow(workTree(root), folder).keys()].map(
    (path): Change => ({ kind: 'delete', path }),
  )
  const effects = consequences(before, name)
  const json = { removed: name, cluster: effects.cluster, consequences: effects.sentences }
  if (dryRun) {
    const rendered = before.files.flatMap(({ path }) => (environmentOf(path) === name ? [path] : []))
    const paths = [...changes.map(({ path }) => path), ...rendered]
    return {
      exit: EXIT.good,
      lines: [...paths.map((path): Line => ({ text: `would delete ${path}` })), ...effects.lines],
      errors: [],
      json: { ...json, dryRun, wouldDelete: paths },
    }
  }
  const outcome = writeRendering(root, rendering, [], { before: () => applyChanges(root, changes) })
  if (outcome.exit === EXIT.input) return outcome
  return {
    ...outcome,
    lines: [
      ...changes.map(({ path }): Line => ({ text: `deleted ${path}`, tone: 'changed' })),
      ...outcome.lines,
      ...effects.lines,
      { text: 'Next: npm run diff, which lists what is deleted; commit environments, overlays and apps' },
    ],
    json: { ...json, ...outcome.json },
  }
}

/** What git could not give back: files that it doesn't have, or not as they are. */
async function unsaved(root: string, folder: string): Promise<string[]> {
  const status = await git(root, [
    'status',
    '--porcelain',
    '--ignored',
    '--untracked-files=all',
    '--',
    folder,
  ])
  return status
    .split('\n')
    .filter(Boolean)
    .map((line) =>
      /^(\?\?|!!)/.test(line)
        ? `${line.slice(3)}: is not in git and could not be restored; move or delete it first.`
        : `${line.slice(3)}: has uncommitted changes; commit or undo them first.`,
    )
}

/** Where a workflow updates the environment, deploys to it or promotes from it. */
function usesIn(root: string, name: string): string[] {
  const use = new RegExp(
    String.raw`(--(environment|from|to|changed-from|like)[ =]|^\s*(environment|default):\s*)["']?${name}["']?(\s|$)`,
  )
  return globSync(['.github/workflows/*.{yaml,yml}'], { cwd: root }).flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        use.test(line)
          ? [`${path}:${index + 1}: names ${name} (${line.trim()}); change it to another environment first.`]
          : [],
      ),
  )
}

interface Consequences {
  readonly cluster: string
  readonly sentences: readonly string[]
  readonly lines: readonly Line[]
}

/** What happens in the cluster after the merge. */
function consequences({ definitions, fleet }: Rendering, name: string): Consequences {
  const definition = definitions.find((each) => each.name === name)
  if (!definition || !fleet) throw new RangeError(`the rendering has no environment "${name}"`)
  const { cluster, retain = false, deletionBudget = 0 } = definition.environment
  const namespace = namespaceOf(definition, fleet)
  const isLast = definitions.filter(({ environment }) => environment.cluster === cluster).length === 1
  const sentences = [
    `The root Application of ${cluster} prunes the Application ${qualifiedName(fleet, name)} when it syncs.`,
    ...(retain
      ? [
          `retain is true: namespace ${namespace} with its workloads, volumes and Secrets keeps running, unmanaged by Argo CD.`,
          `When nothing in it is needed: kubectl --context ${cluster} delete namespace ${namespace}`,
        ]
      : [
          `retain is false: the Application's finalizer removes all that it deployed, namespace ${namespace} with every volume and Secret in it.`,
          'To keep the data, back it up first, or merge retain: true and let it sync before this change.',
        ]),
    'Reverting this change restores the environment, but not deleted data. Images, DNS records and vault entries are kept in any case.',
    ...(deletionBudget === 0
      ? [
          `npm run diff fails above the deletion budget, which is 0: merge deletionBudget in environments/${name}/environment.yaml before this change.`,
        ]
      : []),
    ...(isLast
      ? [
          `It is the last environment of ${cluster}: its root Application stays and waits for the next one. To let go of the cluster: ${deleteRoot(cluster, fleet)}, then remove it from environments/fleet.yaml and render.`,
        ]
      : []),
  ]
  return {
    cluster,
    sentences,
    lines: ['In the cluster, after this is merged:', ...sentences.map((each) => `- ${each}`)].map((text) => ({
      text,
    })),
  }
}

/** Where Argo CD runs: the root Application is there, whatever cluster it deploys to. */
function deleteRoot(name: string, { clusters }: Fleet): string {
  const cluster = clusters[name]
  const file = `--filename apps/${name}/root.yaml`
  return cluster && hasOwnArgocd(cluster)
    ? `kubectl --context ${name} delete ${file}`
    : `kubectl delete ${file} in the cluster that Argo CD runs in, and the Secret there that registers ${name}`
}

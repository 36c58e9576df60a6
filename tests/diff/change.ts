import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, parseDocument, stringify } from 'yaml'
import { heldIn } from '../../render/commands/diff/held.ts'
import { renderAll } from '../../render/commands/render-all.ts'
import type { EnvironmentSides, Side } from '../../render/diff/model.ts'
import { readResources } from '../../render/kubernetes/read.ts'
import { at, entries, items, type Resource } from '../../render/kubernetes/resource.ts'
import { type Inputs, readInputs } from '../../render/repository/inputs.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, write } from '../support/repository.ts'
import { shared } from '../support/shared.ts'

/** A change that a person makes to the files at `root`. */
export type Edit = (root: string) => void

/** Sets a value in a YAML file; undefined takes the key out. */
export const set =
  (file: string, path: readonly (string | number)[], value: unknown): Edit =>
  (root) => {
    const document = parseDocument(readFileSync(join(root, file), 'utf8'))
    if (value === undefined) {
      if (!document.deleteIn(path)) throw new Error(`${file} has no ${path.join('.')}`)
      const parent = document.getIn(path.slice(0, -1))
      // An empty section is an error: it goes with its last key.
      if (path.length > 1 && isMap(parent) && parent.items.length === 0) document.deleteIn(path.slice(0, -1))
    } else document.setIn(path, document.createNode(value))
    write(root, { [file]: document.toString() })
  }

/** Replaces text in a file. */
export const replace =
  (file: string, from: string, to: string): Edit =>
  (root) => {
    const text = readFileSync(join(root, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
    write(root, { [file]: text.replace(from, to) })
  }

export const create =
  (file: string, value: object): Edit =>
  (root) =>
    write(root, { [file]: stringify(value) })

export const remove =
  (path: string): Edit =>
  (root) =>
    rmSync(join(root, path), { recursive: true })

export const all =
  (...edits: readonly Edit[]): Edit =>
  (root) => {
    for (const edit of edits) edit(root)
  }

/** The names of the repository and the registry are their owner's, and no golden file's. */
const ANYONES = all(
  set('environments/fleet.yaml', ['repository'], 'https://git.example.com/todo.git'),
  set('environments/fleet.yaml', ['registry'], 'registry.example.com/todo'),
)

const known = new Map<string, Promise<Resource[]>>()

/** Both sides of a change: this repository with `given`, and with `edit` on top, rendered and built by kustomize. */
export async function sidesOf(edit: Edit, given: Edit = () => {}): Promise<EnvironmentSides[]> {
  const root = copyOfRepository()
  ANYONES(root)
  given(root)
  const before = read(root)
  const old = await Promise.all(before.names.map((name) => side(before, name, root)))
  edit(root)
  const after = read(root)
  const base = after.base !== before.base
  const names = [...new Set([...before.names, ...after.names])].sort()
  return Promise.all(
    names.map(async (name) => {
      const was = old[before.names.indexOf(name)]
      const is = after.names.includes(name) ? await side(after, name, root) : undefined
      const own = before.own(name) !== after.own(name)
      return { name, ...(was && { before: was }), ...(is && { after: is }), causes: { own, base } }
    }),
  )
}

function read(root: string) {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  if (problems.length > 0 || rendering.problems.length > 0)
    throw new Error(JSON.stringify([...problems, ...rendering.problems], null, 2))
  const own = (name: string): string =>
    JSON.stringify(
      rendering.files
        .filter(({ path }) => path.startsWith(`overlays/${name}/`) || path.endsWith(`/${name}.yaml`))
        .map(({ path, text }) => [path, text])
        .sort(),
    )
  return {
    rendering,
    own,
    base: baseText(inputs),
    names: rendering.definitions.map(({ name }) => name).sort(),
  }
}

const baseText = ({ base }: Inputs): string => JSON.stringify([...base].sort())

async function side(
  { rendering, own, base }: ReturnType<typeof read>,
  name: string,
  root: string,
): Promise<Side> {
  const files = rendering.files.filter(({ path }) => path.startsWith(`overlays/${name}/`))
  const key = own(name) + base
  const resources = known.get(key) ?? buildOf(key, rendering, name, root, files)
  known.set(key, resources)
  const { environment, release, holds = {} } = rendering.definitions.find((each) => each.name === name) ?? {}
  return {
    cluster: environment?.cluster ?? '',
    resources: structuredClone(await resources),
    deletionBudget: environment?.deletionBudget ?? 0,
    revision: environment?.revision ?? 'main',
    commits: Object.fromEntries(
      Object.entries(release?.services ?? {}).flatMap(([service, { commit }]) =>
        commit ? [[service, commit]] : [],
      ),
    ),
    holds: heldIn(holds, Object.keys(release?.services ?? {}), new Date('2026-11-21')),
  }
}

async function buildOf(
  key: string,
  rendering: ReturnType<typeof read>['rendering'],
  name: string,
  root: string,
  files: readonly { path: string; text: string }[],
): Promise<Resource[]> {
  write(root, Object.fromEntries(files.map(({ path, text }) => [path, text])))
  const manifests = await shared(key, async () => {
    const { manifests } = await kustomizeBuild(join(root, 'overlays', name))
    return manifests
  })
  const application = rendering.files.find(({ path }) => path.endsWith(`/environments/${name}.yaml`))
  return [...readResources(manifests), ...readResources(application?.text ?? '')]
}

/** A plain stand-in for the real analysis: each ingress rule by itself, as it is written. */
export const reach = (resources: readonly Resource[]): string[] =>
  resources
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap((policy) =>
      items(at(policy, 'spec', 'ingress')).flatMap((rule) =>
        items(at(rule, 'from')).flatMap((peer) =>
          items(at(rule, 'ports')).map(
            (port) => `${labels(peer)} -> ${policy.metadata.name}:${at(port, 'port')}`,
          ),
        ),
      ),
    )

const labels = (peer: unknown): string =>
  ['podSelector', 'namespaceSelector']
    .flatMap((selector) => entries(at(peer, selector, 'matchLabels')).map(([, value]) => value))
    .join(' in ')

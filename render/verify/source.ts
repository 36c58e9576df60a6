import type { BaseFiles } from '../catalog/base-paths.ts'
import { resourcesIn } from '../catalog/manifests.ts'
import { componentsOf } from '../environment/components.ts'
import { type Definition, environmentFile, releaseFile } from '../environment/environment.ts'
import { at } from '../kubernetes/resource.ts'
import { WORKLOAD_KINDS } from '../kubernetes/service-workload.ts'
import type { Path, Problem } from '../problem/problem.ts'
import { generatedFrom } from './generated-from.ts'
import { patchOf } from './patches.ts'
import type { Subject } from './rule.ts'
import type { Finding } from './verify.ts'

type Source = Pick<Problem, 'file' | 'path' | 'at' | 'position'>

/**
 * Where people change what a finding is about: the environment's own file if it says something there, else the file
 * of base that holds the resource; nothing if neither is known.
 */
export const sourceOf = (
  finding: Finding,
  definition: Definition,
  base: BaseFiles,
  patches: Subject['patches'],
): Source | undefined =>
  finding.source ??
  inEnvironment(finding, definition) ??
  inComponent(finding, definition, patches) ??
  inBase(finding, definition, base)

/** The value of a component that its patch of this resource puts there; the component, if it is no single value. */
function inComponent(
  { resource = '', path }: Finding,
  { name, environment }: Definition,
  patches: Subject['patches'],
): Source | undefined {
  const file = environmentFile(name)
  for (const { component, patches: stated } of patches.toReversed())
    for (const patch of stated) {
      if (`${patch.kind}/${patch.metadata.name}` !== resource) continue
      const value = statedAt(patch, path)
      if (value === undefined) continue
      if (value === environment.host) return { file, path: ['host'], at: 'key' }
      const within = pathTo(value, environment.components?.[component]) ?? []
      return { file, path: ['components', component, ...within], at: 'key' }
    }
  return undefined
}

/** What a patch states at a path, or around it: a list that replaces another one is stated as a whole. */
function statedAt(patch: object, path: Path): unknown {
  if (path.length === 0) return undefined
  const value = at(patch, ...path)
  if (value !== undefined) return value
  const above = path.slice(0, -1)
  // The name and kind of a resource are not the patch's.
  return above.length > 1 && above[0] !== 'metadata' ? statedAt(patch, above) : undefined
}

/** Where a value stands among others, if it stands there once. */
function pathTo(value: unknown, among: unknown): Path | undefined {
  const found: Path[] = []
  const look = (each: unknown, path: Path): void => {
    if (path.length > 0 && JSON.stringify(each) === JSON.stringify(value)) found.push(path)
    else if (typeof each === 'object' && each !== null)
      for (const [key, child] of Object.entries(each))
        look(child, [...path, Array.isArray(each) ? Number(key) : key])
  }
  look(among, [])
  return found.length === 1 ? found[0] : undefined
}

/** What the renderer turns into this field of this resource. */
function inEnvironment(
  { resource = '', path }: Finding,
  { name: environmentName, environment, release }: Definition,
): Source | undefined {
  const [kind = '', name = ''] = resource.split('/')
  const field = path.join('.')
  if (path.at(-1) === 'image' && Object.hasOwn(release.services, name))
    return { file: releaseFile(environmentName), path: ['services', name], at: 'key' }
  for (const [kinds, fields, way] of WAYS) {
    const match = kinds.test(kind) ? fields.exec(field) : null
    const place = match && way(name, match)
    if (place && at(environment, ...place) !== undefined)
      return { file: environmentFile(environmentName), path: place, at: 'key' }
  }
  return undefined
}

const WORKLOAD = new RegExp(`^(${Object.keys(WORKLOAD_KINDS).join('|')})$`)

/** Kind, field, and the key of environment.yaml that it comes from. */
const WAYS: readonly (readonly [RegExp, RegExp, (name: string, field: RegExpExecArray) => Path])[] = [
  [/^ConfigMap$/, /^data\.(.+)$/, (name, [, key = '']) => ['services', name, 'settings', key]],
  [/^(Deployment|StatefulSet)$/, /^spec\.replicas$/, (name) => ['services', name, 'replicas']],
  [
    WORKLOAD,
    /containers\.\d+\.resources\.(requests|limits)\.(cpu|memory)$/,
    (name, [, bound = '', resource = '']) => ['services', name, 'resources', bound, resource],
  ],
  [
    /^HorizontalPodAutoscaler$/,
    /^spec\.(minReplicas|maxReplicas)$/,
    (name, [, bound = '']) => ['services', name, 'autoscaling', bound],
  ],
  [/^ResourceQuota$/, /^spec\.hard\.(.+)$/, (_, [, key = '']) => ['quota', key]],
  [/^Namespace$/, /^metadata\.name$/, () => ['cluster']],
  [/^(Application|AppProject)$/, /^/, () => ['cluster']],
]

function inBase(
  { resource = '', path }: Finding,
  { environment }: Definition,
  base: BaseFiles,
): Source | undefined {
  const [kind = '', name] = resource.split('/')
  const generated = kind === 'ConfigMap' ? generatedFrom(name ?? '', String(path[1] ?? ''), base) : undefined
  if (generated) return generated
  const found = [...base].flatMap(([file, text]) =>
    file.endsWith('.yaml') && text.includes(`kind: ${kind}`)
      ? resourcesIn(text).flatMap((each) => (each.kind === kind ? [{ file, name: each.metadata?.name }] : []))
      : [],
  )
  // Only the Namespace changes its name on the way.
  const home = found.find((each) => each.name === name) ?? (found.length === 1 ? found[0] : undefined)
  if (!home) return undefined
  const patch = patchOf(kind, path, home.file, base, componentsOf(environment))
  // Of a list or a map, the line of its name says more than that of its first item.
  return patch ?? { file: home.file, path, at: 'key' }
}

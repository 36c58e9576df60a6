import { type BaseFiles, resourcesIn } from '../catalog/manifests.ts'
import { componentsOf } from '../environment/components.ts'
import { type Definition, environmentFile, releaseFile } from '../environment/environment.ts'
import { at } from '../kubernetes/resource.ts'
import type { Path, Problem } from '../problem/problem.ts'
import { generatedFrom } from './generated-from.ts'
import { patchOf } from './patches.ts'
import type { Finding } from './verify.ts'

type Source = Pick<Problem, 'file' | 'path' | 'at' | 'position'>

/**
 * Where people change what a finding is about: the environment's own file if it says something there, else the file
 * of base that holds the resource; nothing if neither is known.
 */
export const sourceOf = (finding: Finding, definition: Definition, base: BaseFiles): Source | undefined =>
  finding.source ?? inEnvironment(finding, definition) ?? inBase(finding, definition, base)

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

/** Kind, field, and the key of environment.yaml that it comes from. */
const WAYS: readonly (readonly [RegExp, RegExp, (name: string, field: RegExpExecArray) => Path])[] = [
  [/^ConfigMap$/, /^data\.(.+)$/, (name, [, key = '']) => ['services', name, 'settings', key]],
  [/^Deployment$/, /^spec\.replicas$/, (name) => ['services', name, 'replicas']],
  [
    /^Deployment$/,
    /containers\.\d+\.resources\.(requests|limits)\.(cpu|memory)$/,
    (name, [, bound = '', resource = '']) => ['services', name, 'resources', bound, resource],
  ],
  [
    /^HorizontalPodAutoscaler$/,
    /^spec\.(minReplicas|maxReplicas)$/,
    (name, [, bound = '']) => ['services', name, 'autoscaling', bound],
  ],
  [/^ResourceQuota$/, /^spec\.hard\.(.+)$/, (_, [, key = '']) => ['quota', key]],
  [/^PersistentVolumeClaim$/, /^spec\.resources/, () => ['database', 'inCluster', 'storage']],
  [/^Ingress$/, /^spec\.tls/, () => ['ingress', 'tls']],
  [/^Ingress$/, /^spec\.ingressClassName$/, () => ['ingress', 'className']],
  [
    /^Ingress$/,
    /^metadata\.annotations\.cert-manager\.io\/cluster-issuer$/,
    () => ['ingress', 'tls', 'clusterIssuer'],
  ],
  [/^Service$/, /nodePort$/, () => ['nodePort']],
  [/^HTTPRoute$/, /^spec\.hostnames/, () => ['host']],
  [/^Ingress$/, /^spec\.rules\.\d+\.host$/, () => ['host']],
  [/^Ingress$/, /^spec/, () => ['ingress']],
  [/^HTTPRoute$/, /^spec/, () => ['gateway']],
  [/^ExternalSecret$/, /^spec\.secretStoreRef(?:\.name)?$/, () => ['externalSecrets', 'store']],
  [/^ExternalSecret$/, /^spec\.dataFrom/, () => ['externalSecrets', 'path']],
  [/^ExternalSecret$/, /^spec\.refreshInterval$/, () => ['externalSecrets', 'refreshInterval']],
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

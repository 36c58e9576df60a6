import type { Kind } from '../../../catalog/catalog.ts'
import { argocdNamespace } from '../../../environment/environment.ts'
import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import { argocdName, differs, notOne, objectsOf } from '../../argocd.ts'
import { nameOf, text } from '../../lookup.ts'
import type { Rule, Violation } from '../../rule.ts'
import { WAVE } from '../../waves.ts'

/** What controllers make: Argo CD shows it, and its logs, only if the project allows it. */
const CHILDREN = ['Pod', 'apps/ControllerRevision', 'apps/ReplicaSet', 'discovery.k8s.io/EndpointSlice']

/** Fields that this repository needs; other fields grant more, but for those that only restrict or describe. */
const FIELDS = ['sourceRepos', 'destinations', 'clusterResourceWhitelist', 'namespaceResourceWhitelist']
const HARMLESS = [
  'clusterResourceBlacklist',
  'description',
  'namespaceResourceBlacklist',
  'orphanedResources',
  'permitOnlyProjectScopedClusters',
  'signatureKeys',
  'sourceIntegrity',
  'syncWindows',
]

export const argocdProject: Rule = {
  id: 'argocd-project',
  severity: 'error',
  needs: ['apps'],
  title:
    'The AppProject allows this repository, this namespace and the kinds that base can bring, and nothing else.',
  why: 'The AppProject prevents staging from deploying into production, and a commit from creating a ClusterRole. A missing kind fails the sync, and resources of a kind that is no longer listed are never pruned. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  remediation: 'Run `npm run render`, which writes apps/; if it writes the same, fix render/plan/argocd.ts.',
  *check(subject) {
    const { environment, cluster, fleet, resources } = subject
    const [project, ...more] = objectsOf(subject, 'AppProject')
    if (!project || more.length > 0) return yield notOne(subject, 'AppProject')
    const { namespace } = environment
    yield* differs(project, ['metadata', 'name'], argocdName(subject))
    yield* differs(project, ['metadata', 'namespace'], argocdNamespace(cluster))
    // Made before its Application: one without a project can neither sync nor be deleted.
    yield* differs(project, ['metadata', 'annotations', WAVE], '-1')
    const exactly: Readonly<Record<string, unknown>> = {
      sourceRepos: [fleet.repository],
      destinations: [{ server: cluster.server, namespace }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: namespace }],
    }
    for (const [field, expected] of Object.entries(exactly))
      yield* differs(project, ['spec', field], expected)
    for (const [field] of entries(at(project, 'spec')))
      if (![...FIELDS, ...HARMLESS].includes(field))
        yield {
          resource: project,
          path: ['spec', field],
          message: `spec.${field} grants more than this repository needs; allowed: ${FIELDS.join(', ')}.`,
        }
    if (['signatureKeys', 'sourceIntegrity'].every((field) => at(project, 'spec', field) !== undefined))
      yield {
        resource: project,
        path: ['spec', 'signatureKeys'],
        message: 'signatureKeys and sourceIntegrity are mutually exclusive: remove signatureKeys.',
      }
    yield* kinds(project, resources, fleet.kinds)
    yield* forbidden(project, resources)
  },
}

function* kinds(
  project: Resource,
  resources: readonly Resource[],
  base: readonly Kind[],
): Iterable<Violation> {
  const path = ['spec', 'namespaceResourceWhitelist']
  const brought = new Set(resources.map(kindOf))
  const wanted = new Set([...brought, ...CHILDREN, ...base.map(({ group, kind }) => kindText(group, kind))])
  wanted.delete('Namespace')
  const allowed = [...items(at(project, ...path))].map((each) =>
    kindText(text(at(each, 'group')) ?? '?', text(at(each, 'kind')) ?? '?'),
  )
  for (const kind of [...wanted].filter((each) => !allowed.includes(each)).sort())
    yield {
      resource: project,
      path,
      message: `${kind} is missing: ${whyWanted(kind, brought)}.`,
    }
  for (const [index, kind] of allowed.entries()) {
    const place = { resource: project, path: [...path, index] }
    if (kind.includes('*'))
      yield { ...place, message: `${kind} allows more than one kind; list each kind by name.` }
    else if (!wanted.has(kind))
      yield { ...place, message: `${kind} is allowed, but nothing in base brings it; remove it.` }
    else if (allowed.indexOf(kind) < index)
      yield { ...place, message: `${kind} is listed twice; remove one.` }
  }
}

function whyWanted(kind: string, brought: ReadonlySet<string>): string {
  if (CHILDREN.includes(kind)) return 'controllers create it and Argo CD must show it'
  if (brought.has(kind)) return 'the overlay contains it'
  return 'base can bring it, and Argo CD does not prune what the project does not allow'
}

/** What the overlay brings or controllers make, and a blacklist forbids: it overrules the whitelist. */
function* forbidden(project: Resource, resources: readonly Resource[]): Iterable<Violation> {
  const brought = new Set(resources.map(kindOf))
  const namespaced = [...brought, ...CHILDREN].filter((kind) => kind !== 'Namespace')
  const lists: readonly [field: string, kinds: Iterable<string>][] = [
    ['clusterResourceBlacklist', [...brought].filter((kind) => kind === 'Namespace')],
    ['namespaceResourceBlacklist', new Set(namespaced)],
  ]
  const names = resources.filter(({ kind }) => kind === 'Namespace').map(nameOf)
  for (const [field, kinds] of lists)
    for (const [index, each] of items(at(project, 'spec', field)).entries()) {
      const [group, kind, name] = ['group', 'kind', 'name'].map((key) => text(at(each, key)) ?? '')
      // Only entries about the cluster's resources may have a name.
      if (name && field === 'clusterResourceBlacklist' && !names.some((own) => matches(name, own))) continue
      for (const found of kinds) {
        const [last = '', ...groups] = found.split('/').reverse()
        if (!matches(group ?? '', groups.join('')) || !matches(kind ?? '', last)) continue
        const why = CHILDREN.includes(found) ? 'controllers make it' : 'the overlay brings it'
        const message = `It forbids ${found}, and ${why}: Argo CD refuses it. Remove the entry.`
        yield { resource: project, path: ['spec', field, index], message }
      }
    }
}

/** As Argo CD compares a group, kind or name of a project with one that is there (Go's filepath.Match). */
const matches = (pattern: string, value: string): boolean =>
  new RegExp(`^${[...pattern].map((sign) => WILD[sign] ?? sign.replace(/\W/, '\\$&')).join('')}$`).test(value)

const WILD: Readonly<Record<string, string>> = { '*': '.*', '?': '.' }

const kindOf = ({ apiVersion, kind }: Resource): string =>
  kindText(String(apiVersion).split('/').slice(0, -1).join(''), kind)

const kindText = (group: string, kind: string): string => (group === '' ? kind : `${group}/${kind}`)

import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { Diff, Side } from '../../render/diff/model.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { application, elsewhere, resource, risks, side, workload } from './resources.ts'

// Environments that are new or move: no rule may take that nothing is matched for nothing to say.

const own = { group: '', kind: 'Namespace', name: 'todo' }
const project = (spec: object = {}): Resource =>
  resource('AppProject', 'todo-dev', {
    spec: {
      sourceRepos: ['git'],
      destinations: [{ namespace: 'todo' }],
      clusterResourceWhitelist: [own],
      ...spec,
    },
  })

const app = application({ source: { repoURL: 'git' }, destination: { namespace: 'todo' } })

const holding = (resources: readonly Resource[], rest: Partial<Side> = {}): Side => ({
  ...side([], rest),
  resources: [app, ...resources],
})

const changes = (before: Side | undefined, after: Side): Diff =>
  diff([{ name: 'dev', ...(before && { before }), after, causes: { own: true, base: false } }])

const privileged = workload('Deployment', 'api', { container: { securityContext: { privileged: true } } })
const from = (image: string): Resource => workload('Deployment', 'api', { container: { image } })
const host = (name: string): Resource => resource('Ingress', 'web', { spec: { rules: [{ host: name }] } })
const admitting = (name: string, level: string): Resource =>
  resource('Namespace', name, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } } })

test.each<[string, Resource[], string[]]>([
  ['nothing that it should not', [project(), workload('Deployment', 'api')], []],
  ['a privileged pod', [privileged], ['high security-loosened Deployment/api']],
  ['a namespace for them', [admitting('todo', 'privileged')], ['high security-loosened Namespace/todo']],
  [
    'a project for every namespace',
    [project({ destinations: [{ namespace: '*' }] })],
    ['high project-widened AppProject/todo-dev'],
  ],
  [
    'a project for the whole cluster',
    [project({ clusterResourceWhitelist: [own, { group: '*', kind: '*' }] })],
    ['high project-widened AppProject/todo-dev'],
  ],
  [
    'a project for another repository',
    [project({ sourceRepos: ['git', 'other'] })],
    ['high project-widened AppProject/todo-dev'],
  ],
])('a new environment with %s', (_, resources, expected) => {
  expect(risks(changes(undefined, holding(resources)))).toEqual(expected)
})

const CASES: [string, Resource[], Resource[], string[]][] = [
  ['nothing else', [workload('Deployment', 'api')], [workload('Deployment', 'api')], []],
  ['what was privileged before', [privileged], [privileged], []],
  [
    'a pod that becomes privileged',
    [workload('Deployment', 'api')],
    [privileged],
    ['high security-loosened Deployment/api'],
  ],
  [
    'a namespace that admits more',
    [admitting('todo', 'restricted')],
    [admitting('else', 'baseline')],
    ['high security-loosened Namespace/else'],
  ],
  [
    'a project that permits more',
    [project()],
    [project({ sourceRepos: ['git', 'other'] })],
    ['high project-widened AppProject/todo-dev'],
  ],
  [
    'an image from elsewhere',
    [from('r/api:1.0.0')],
    [from('x/api:1.0.0')],
    ['high image-elsewhere Deployment/api'],
  ],
  ['another host', [host('a.example')], [host('b.example')], ['medium host-changed Ingress/web']],
  [
    'a Secret more',
    [workload('Deployment', 'api')],
    [workload('Deployment', 'api', { pod: { volumes: [{ name: 's', secret: { secretName: 's' } }] } })],
    ['medium secret-needed'],
  ],
  // Nothing is left of it there that could be too new, bound, or removed.
  [
    'another major version of its database',
    [workload('StatefulSet', 'db', { container: { image: 'r/postgres:17' } })],
    [workload('StatefulSet', 'db', { container: { image: 'r/postgres:18' } })],
    [],
  ],
]

test.each(CASES)('an environment that moves to another namespace with %s', (_, before, after, expected) => {
  expect(risks(changes(elsewhere('todo', before), elsewhere('else', after)))).toEqual([
    'high namespace-changed',
    ...expected,
  ])
})

test.each(CASES)('an environment that moves to another cluster with %s', (_, before, after, expected) => {
  const found = changes(holding(before), holding(after, { cluster: 'other' }))
  expect(risks(found)).toEqual(['high cluster-changed', ...expected])
})

test('what a project needs for a move is all that it may have', () => {
  const moved = (namespace: string) =>
    project({ destinations: [{ namespace }], clusterResourceWhitelist: [{ ...own, name: namespace }] })
  const to = (namespace: string) =>
    changes(elsewhere('todo', [moved('todo')]), elsewhere('else', [moved(namespace)]))
  expect(risks(to('else'))).toEqual(['high namespace-changed'])
  expect(risks(to('third'))).toEqual([
    'high namespace-changed',
    'high project-widened AppProject/todo-dev',
    'high project-widened AppProject/todo-dev',
  ])
})

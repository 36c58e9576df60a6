import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { DiffOptions } from '../../render/diff/model.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { diffOf, resource, risks, side, workload } from './resources.ts'

// What no edit of this repository leads to, or only with other manifests.

const scaler = (name: string, spec: object = {}): Resource =>
  resource('HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 5, ...spec },
  })

const annotated = (annotations: object) => ({ metadata: { annotations } })
const option = (value: string) => annotated({ 'argocd.argoproj.io/sync-options': value })
const hook = (policy?: string) =>
  annotated({
    'argocd.argoproj.io/hook': 'Sync',
    ...(policy && { 'argocd.argoproj.io/hook-delete-policy': policy }),
  })

const job = (image: string, rest: object = {}): Resource => ({
  ...workload('Job', 'once', { container: { image } }),
  metadata: { name: 'once', namespace: 'todo', ...(rest as { metadata?: object }).metadata },
})

const from = (image: string): Resource => workload('Deployment', 'api', { container: { image } })
const claim = (spec: object, rest: object = {}): Resource =>
  resource('PersistentVolumeClaim', 'data', { spec, ...rest })
const needs = (secret: object): Resource =>
  workload('Deployment', 'api', { pod: { volumes: [{ name: 's', secret }] } })

test.each<[string, Resource[], Resource[], string[]]>([
  [
    'the number of pods is taken out',
    [workload('Deployment', 'api', { replicas: 3 })],
    [workload('Deployment', 'api')],
    ['high replicas-down Deployment/api'],
  ],
  [
    'an only pod gets an autoscaler',
    [workload('Deployment', 'api', { replicas: 1 })],
    [workload('Deployment', 'api'), scaler('api')],
    [],
  ],
  [
    'another Deployment gets an autoscaler',
    [workload('Deployment', 'api', { replicas: 4 })],
    [workload('Deployment', 'api'), scaler('web')],
    ['high replicas-down Deployment/api'],
  ],
  [
    'an autoscaler goes and nothing follows',
    [workload('Deployment', 'api'), scaler('api')],
    [workload('Deployment', 'api')],
    ['note autoscaler-leaves Deployment/api', 'note removed HorizontalPodAutoscaler/api'],
  ],
  [
    'it is switched off',
    [workload('Deployment', 'api', { replicas: 3 })],
    [workload('Deployment', 'api', { replicas: 0 })],
    ['high replicas-down Deployment/api'],
  ],
  [
    'minReplicas falls back to its default',
    [scaler('api')],
    [scaler('api', { minReplicas: undefined })],
    ['medium replicas-down HorizontalPodAutoscaler/api'],
  ],

  [
    'a Job that Argo CD recreates has another image',
    [job('a:1', hook('BeforeHookCreation'))],
    [job('a:2', hook('BeforeHookCreation'))],
    [],
  ],
  ['a hook says nothing of its deletion', [job('a:1', hook())], [job('a:2', hook())], []],
  [
    'a hook that stays has another image',
    [job('a:1', hook('HookSucceeded'))],
    [job('a:2', hook('HookSucceeded'))],
    ['high immutable Job/once'],
  ],
  ['a plain Job has another image', [job('a:1')], [job('a:2')], ['high immutable Job/once']],
  [
    'a Job may be replaced',
    [job('a:1', option('Force=true,Replace=true'))],
    [job('a:2', option('Force=true,Replace=true'))],
    [],
  ],
  [
    'a claim may be replaced',
    [claim({ accessModes: ['A'] }, option('Force=true'))],
    [claim({ accessModes: ['B'] }, option('Force=true'))],
    ['high recreated PersistentVolumeClaim/data'],
  ],
  [
    'access modes have another order',
    [claim({ accessModes: ['A', 'B'] })],
    [claim({ accessModes: ['B', 'A'] })],
    [],
  ],
  [
    'a role is bound to another',
    [resource('RoleBinding', 'r', { roleRef: { name: 'view' } })],
    [resource('RoleBinding', 'r', { roleRef: { name: 'edit' } })],
    ['high immutable RoleBinding/r'],
  ],
  [
    'an immutable ConfigMap changes',
    [resource('ConfigMap', 'c', { immutable: true, data: { a: '1' } })],
    [resource('ConfigMap', 'c', { immutable: true, data: { a: '2' } })],
    ['high immutable ConfigMap/c'],
  ],
  [
    'a generated immutable ConfigMap changes',
    [resource('ConfigMap', 'c-2456789bcd', { immutable: true, data: { a: '1' } })],
    [resource('ConfigMap', 'c-fghkmt2456', { immutable: true, data: { a: '2' } })],
    [],
  ],
  [
    'a ConfigMap becomes immutable',
    [resource('ConfigMap', 'c', { data: { a: '1' } })],
    [resource('ConfigMap', 'c', { immutable: true, data: { a: '1' } })],
    [],
  ],

  ['a Namespace goes', [resource('Namespace', 'n')], [], ['high removed Namespace/n']],
  ['a claim goes', [claim({})], [], ['high removed PersistentVolumeClaim/data']],
  [
    'a protected claim goes',
    [claim({}, option('Prune=false'))],
    [],
    ['note removed-kept PersistentVolumeClaim/data'],
  ],
  ['a Deployment goes', [workload('Deployment', 'api')], [], ['medium removed Deployment/api']],
  ['an account goes', [resource('ServiceAccount', 'a')], [], []],
  ['a hook goes', [job('a:1', hook())], [], []],
  [
    'a claim gets another name',
    [claim({ a: 1 })],
    [resource('PersistentVolumeClaim', 'new', { spec: { a: 1 } })],
    ['high renamed PersistentVolumeClaim/data'],
  ],
  [
    'a claim gets another name and content',
    [claim({ a: 1 })],
    [resource('PersistentVolumeClaim', 'new', { spec: { a: 2 } })],
    ['high removed PersistentVolumeClaim/data'],
  ],
  [
    'a name changes with its labels',
    [resource('Service', 'a', { spec: { selector: { app: 'a' } } })],
    [resource('Service', 'b', { spec: { selector: { app: 'b' } } })],
    ['medium renamed Service/a'],
  ],
  [
    'settings that are generated change',
    [resource('ConfigMap', 'c-2456789bcd', { data: { a: '1' } })],
    [resource('ConfigMap', 'c-fghkmt2456', { data: { a: '2' } })],
    [],
  ],

  ['an image goes back', [from('r/api:1.10.0')], [from('r/api:1.9.0')], ['medium image-back Deployment/api']],
  ['an image goes forward', [from('r/api:v1.9.0')], [from('r/api:v1.10.0')], []],
  [
    'an image goes back to a release candidate',
    [from('r/api:1.0.0')],
    [from('r/api:1.0.0-rc.1')],
    ['medium image-back Deployment/api'],
  ],
  ['tags are no versions', [from('r/api:main-2')], [from('r/api:main-1')], []],
  [
    'the image is another one',
    [from('r/api:2.0.0')],
    [from('r/web:1.0.0')],
    ['high image-elsewhere Deployment/api'],
  ],
  [
    'the image comes from another registry',
    [from('r/api:2.0.0')],
    [from('evil/api:2.0.0')],
    ['high image-elsewhere Deployment/api'],
  ],
  [
    'the registry has a port',
    [from('r:5000/api:2.0.0')],
    [from('r:5000/api:1.0.0')],
    ['medium image-back Deployment/api'],
  ],

  [
    'a token is mounted by default',
    [workload('Deployment', 'api')],
    [workload('Deployment', 'api', { pod: { automountServiceAccountToken: undefined } })],
    ['high security-loosened Deployment/api'],
  ],
  [
    'the account forbids the token',
    [
      workload('Deployment', 'api'),
      resource('ServiceAccount', 'default', { automountServiceAccountToken: false }),
    ],
    [
      workload('Deployment', 'api', { pod: { automountServiceAccountToken: undefined } }),
      resource('ServiceAccount', 'default', { automountServiceAccountToken: false }),
    ],
    [],
  ],
  [
    'a token is projected',
    [workload('Deployment', 'api')],
    [
      workload('Deployment', 'api', {
        pod: { volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: {} }] } }] },
      }),
    ],
    ['high security-loosened Deployment/api'],
  ],
  [
    'a folder of the node is mounted',
    [workload('Deployment', 'api')],
    [workload('Deployment', 'api', { pod: { volumes: [{ name: 'h', hostPath: { path: '/' } }] } })],
    ['high security-loosened Deployment/api'],
  ],
  [
    'a new workload is on the network of its node',
    [],
    [workload('Deployment', 'api', { pod: { hostNetwork: true } })],
    ['high security-loosened Deployment/api'],
  ],
  [
    'security gets tighter',
    [workload('Deployment', 'api', { container: { securityContext: {} } })],
    [workload('Deployment', 'api')],
    [],
  ],
  [
    'a project may deploy anywhere',
    [resource('AppProject', 'p', { spec: { destinations: [{ namespace: 'a' }] } })],
    [resource('AppProject', 'p', { spec: { destinations: [{ namespace: '*' }, { namespace: 'a' }] } })],
    ['high project-widened AppProject/p'],
  ],

  [
    'a Secret is mounted',
    [workload('Deployment', 'api')],
    [needs({ secretName: 'tls' })],
    ['medium secret-needed'],
  ],
  [
    'an optional Secret is mounted',
    [workload('Deployment', 'api')],
    [needs({ secretName: 'tls', optional: true })],
    [],
  ],
  [
    'a Secret comes with it',
    [workload('Deployment', 'api')],
    [needs({ secretName: 'tls' }), resource('Secret', 'tls')],
    [],
  ],
])('where %s', (_, before, after, expected) => {
  expect(risks(diffOf(before, after)).sort()).toEqual([...expected].sort())
})

test('the two steps out of the trap hold the number and the namespace', () => {
  const change = diffOf(
    [workload('Deployment', 'api', { replicas: 4 })],
    [workload('Deployment', 'api'), scaler('api')],
  )
  const [risk] = change.environments[0]?.risks ?? []
  expect(risk?.message).toContain('from 4 pods to 1')
  expect(risk?.steps).toHaveLength(2)
  expect(risk?.steps?.[0]).toContain(
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"todo"},"spec":{"replicas":4}}',
  )
})

test('a vault is named where it fills the Secret', () => {
  const vault = resource('ExternalSecret', 'tls', { spec: { target: { name: 'tls' } } })
  const [risk] =
    diffOf([workload('Deployment', 'api')], [needs({ secretName: 'tls' }), vault]).environments[0]?.risks ??
    []
  expect(risk?.steps?.[0]).toMatch(/vault/)
})

test.each<[string, DiffOptions['isOlder'], string[]]>([
  ['an ancestor', () => true, ['medium image-back Deployment/api']],
  ['no ancestor, whatever the versions say', () => false, []],
  ['nothing known of it, so that the versions decide', () => undefined, ['medium image-back Deployment/api']],
])('the source of an image is %s', (_, isOlder, expected) => {
  const commits = (api: string) => ({ commits: { api } })
  const change = diff(
    [
      {
        name: 'dev',
        before: side([from('r/api:2.0.0')], commits('b')),
        after: side([from('r/api:1.0.0')], commits('a')),
        causes: { own: true, base: false },
      },
    ],
    { ...(isOlder && { isOlder }) },
  )
  expect(risks(change)).toEqual(expected)
})

import { groupOf } from '../../../render/kubernetes/resource.ts'
import { resource, workload } from '../resources.ts'
import { leftOvers } from './left-over.ts'
import { claim, from, hook, job, needs, option, type ResourceCase, reads, scaler } from './manifests.ts'
import { prunedSettings } from './pruned.ts'

const project = (...kinds: readonly string[]) =>
  resource('AppProject', 'todo-dev', {
    spec: {
      namespaceResourceWhitelist: kinds.map((kind) => ({ group: groupOf(resource(kind, 'any')), kind })),
    },
  })

/** What no edit of this repository leads to, or only with other manifests. */
export const resources: readonly ResourceCase[] = [
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
  [
    'a Deployment goes whose kind stays listed',
    [project('Deployment'), workload('Deployment', 'api')],
    [project('Deployment')],
    ['medium removed Deployment/api'],
  ],
  [
    'a Deployment goes and takes its kind from the project',
    [project('ConfigMap', 'Deployment'), workload('Deployment', 'api')],
    [project('ConfigMap')],
    ['medium removed-unlisted'],
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
  // https://semver.org/#spec-item-11, and as people count where tags differ in numbers only
  ...(
    [
      ['1.4.0-rc.10', '1.4.0-rc.9'],
      ['1.0.0-beta', '1.0.0-alpha.beta'],
      ['1.0.0-alpha.1', '1.0.0-alpha'],
      ['1.0.0-alpha.beta', '1.0.0-alpha.1'],
      ['1.0.0-rc.1.1', '1.0.0-rc.1'],
      ['1.0.0-2', '1.0.0-1'],
      ['1.0.0', '1.0.0-rc.99'],
      ['v2.0.0', '1.99.99'],
      ['1.0.0-a', '1.0.0-B'],
      ['1.0.0-rc10', '1.0.0-rc9'],
      ['1.10', '1.9'],
      ['v12', 'v11'],
      ['1.4.0.10', '1.4.0.9'],
      ['2026.11.02', '2026.10.30'],
      ['2026-11-21-3d3c42e', '2026-11-20-aaaaaaa'],
    ] as const
  ).flatMap(([newer, older]): ResourceCase[] => [
    [
      `${newer} becomes ${older}`,
      [from(`r/api:${newer}`)],
      [from(`r/api:${older}`)],
      ['medium image-back Deployment/api'],
    ],
    [`${older} becomes ${newer}`, [from(`r/api:${older}`)], [from(`r/api:${newer}`)], []],
  ]),
  // No semantic versions, so that neither is known to be older.
  ...['1.4.0-rc.09', '1.4', '1.4.0.2', '01.4.0', '1.4.0-rc..1', 'latest', '2026-11-20'].flatMap(
    (tag): ResourceCase[] => [
      [`${tag} becomes a version`, [from(`r/api:${tag}`)], [from('r/api:1.0.0')], []],
      [`a version becomes ${tag}`, [from('r/api:9.0.0')], [from(`r/api:${tag}`)], []],
    ],
  ),
  ...leftOvers,
  ...prunedSettings,
  ...(
    [
      ['2026-11-20-3d3c42e', '2026-11-20-1d3c42e'],
      ['3d3c42e', '2d3c42e'],
      ['1.10', '1.9-alpine'],
    ] as const
  ).map(
    ([a, b]): ResourceCase => [`${a} and ${b} have no order`, [from(`r/api:${a}`)], [from(`r/api:${b}`)], []],
  ),
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

  [
    'a claim shrinks',
    [claim({ resources: { requests: { storage: '2Gi' } } })],
    [claim({ resources: { requests: { storage: '1Gi' } } })],
    ['high volume-shrinks PersistentVolumeClaim/data'],
  ],
  [
    'a claim grows',
    [claim({ resources: { requests: { storage: '1Gi' } } })],
    [claim({ resources: { requests: { storage: '2Gi' } } })],
    ['note volume-grows PersistentVolumeClaim/data'],
  ],
  [
    'a container gets less',
    [workload('Deployment', 'api', { container: { resources: { limits: { memory: '2Gi' } } } })],
    [workload('Deployment', 'api', { container: { resources: { limits: { memory: '1Gi' } } } })],
    ['note limit-down Deployment/api'],
  ],
  [
    'a namespace gets less',
    [resource('ResourceQuota', 'q', { spec: { hard: { pods: '2' } } })],
    [resource('ResourceQuota', 'q', { spec: { hard: { pods: '1' } } })],
    ['note quota-down ResourceQuota/q'],
  ],
  [
    'a claim loses its protection',
    [claim({}, option('Prune=false'))],
    [claim({})],
    ['high protection-removed PersistentVolumeClaim/data'],
  ],
  [
    'a Service opens',
    [resource('Service', 's', { spec: { type: 'ClusterIP' } })],
    [resource('Service', 's', { spec: { type: 'NodePort' } })],
    ['high service-type Service/s'],
  ],
  [
    'settings keep their name',
    [resource('ConfigMap', 'c', { data: { a: '1' } }), reads('c')],
    [resource('ConfigMap', 'c', { data: { a: '2' } }), reads('c')],
    ['medium settings-not-read ConfigMap/c'],
  ],
  [
    'variables have another order',
    [workload('Deployment', 'api', { container: { env: [{ name: 'A' }, { name: 'B' }] } })],
    [workload('Deployment', 'api', { container: { env: [{ name: 'B' }, { name: 'A' }] } })],
    ['note order-only Deployment/api'],
  ],
  [
    'a tag is moved',
    [from('r/api:1@sha256:a')],
    [from('r/api:1@sha256:b')],
    ['note tag-moved Deployment/api'],
  ],
  [
    'a database is newer',
    [workload('StatefulSet', 'db', { container: { image: 'r/postgres:17' } })],
    [workload('StatefulSet', 'db', { container: { image: 'r/postgres:18' } })],
    ['high data-major StatefulSet/db'],
  ],
  [
    'pods are left to an autoscaler',
    [workload('Deployment', 'api', { replicas: 3 })],
    [workload('Deployment', 'api'), scaler('api')],
    ['high replicas-trap Deployment/api'],
  ],
]

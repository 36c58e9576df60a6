import { argocdProject } from '../../../../render/verify/rules/argocd/argocd-project.ts'
import { type Case, mistakes, REPOSITORY, SERVER } from '../../mistakes.ts'

const PROJECT = 'AppProject/todo-staging'
const KINDS = 'spec.namespaceResourceWhitelist'
const OUR_REPOSITORY = `"${REPOSITORY}"`
const HERE = `[{"server":"${SERVER}","namespace":"todo-staging"}]`
const OURS = '[{"group":"","kind":"Namespace","name":"todo-staging"}]'

mistakes(argocdProject, 'staging', [
  ['none', [[PROJECT, '']], ['The environment has none: expected one AppProject, todo-staging.']],
  [
    'any repository',
    [[PROJECT, 'spec.sourceRepos', ['*']]],
    [`${PROJECT} spec.sourceRepos: spec.sourceRepos is ["*"]: expected [${OUR_REPOSITORY}].`],
  ],
  [
    'another namespace',
    [[PROJECT, 'spec.destinations.0.namespace', 'todo-production']],
    [
      `${PROJECT} spec.destinations: spec.destinations is ${HERE.replace('staging', 'production')}: expected ${HERE}.`,
    ],
  ],
  [
    'the same destination, its keys in another order',
    [[PROJECT, 'spec.destinations.0', { namespace: 'todo-staging', server: SERVER }]],
    [],
  ],
  [
    'every Namespace',
    [[PROJECT, 'spec.clusterResourceWhitelist.0.name']],
    [
      `${PROJECT} spec.clusterResourceWhitelist: spec.clusterResourceWhitelist is [{"group":"","kind":"Namespace"}]: expected ${OURS}.`,
    ],
  ],
  [
    'a kind that nothing in base brings',
    [[PROJECT, `${KINDS}.22`, { group: 'apps', kind: 'DaemonSet' }]],
    [`${PROJECT} ${KINDS}.22: apps/DaemonSet is allowed, but nothing in base brings it; remove it.`],
  ],
  [
    'a new kind in the overlay',
    [['DaemonSet/x', '', { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'x' } }]],
    [`${PROJECT} ${KINDS}: apps/DaemonSet is missing: the overlay contains it.`],
  ],
  [
    'a kind that only an option brings, which is off',
    [[PROJECT, `${KINDS}.12`, { group: 'apps', kind: 'Deployment' }]],
    [
      `${PROJECT} ${KINDS}: batch/CronJob is missing: base can bring it, and Argo CD does not prune what the project does not allow.`,
      `${PROJECT} ${KINDS}.12: apps/Deployment is listed twice; remove one.`,
    ],
  ],
  [
    'pods that Argo CD cannot show',
    [[PROJECT, `${KINDS}.3`, { group: 'apps', kind: 'Deployment' }]],
    [
      `${PROJECT} ${KINDS}: Pod is missing: controllers create it and Argo CD must show it.`,
      `${PROJECT} ${KINDS}.8: apps/Deployment is listed twice; remove one.`,
    ],
  ],
  [
    'every kind of a group',
    [[PROJECT, `${KINDS}.22`, { group: 'apps', kind: '*' }]],
    [`${PROJECT} ${KINDS}.22: apps/* allows more than one kind; list each kind by name.`],
  ],
  [
    'rights for people',
    [[PROJECT, 'spec.roles', [{ name: 'everyone' }]]],
    [
      `${PROJECT} spec.roles: spec.roles grants more than this repository needs; allowed: sourceRepos, destinations, clusterResourceWhitelist, namespaceResourceWhitelist.`,
    ],
  ],
  ['a description', [[PROJECT, 'spec.description', 'Todo, staging']], []],
])

mistakes(argocdProject, 'minikube', [
  [
    'a project that comes with its Application',
    [['AppProject/todo-minikube', ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']]],
    [
      'AppProject/todo-minikube metadata.annotations.argocd.argoproj.io/sync-wave: metadata.annotations.argocd.argoproj.io/sync-wave is not set: expected "-1".',
    ],
  ],
])

mistakes(argocdProject, 'staging', [
  ...(
    [
      [
        'sourceIntegrity',
        { git: { policies: [{ gpg: { mode: 'strict', keys: ['4AEE18F83AFDEB23'] }, repos: [] }] } },
      ],
      ['signatureKeys', [{ keyID: '4AEE18F83AFDEB23' }]],
      ['namespaceResourceBlacklist', [{ group: '', kind: 'Secret' }]],
      ['namespaceResourceBlacklist', [{ group: 'rbac.authorization.k8s.io', kind: '*' }]],
      ['clusterResourceBlacklist', [{ group: '*', kind: 'ClusterRole*' }]],
      ['clusterResourceBlacklist', [{ group: '', kind: 'Namespace', name: 'kube-*' }]],
      ['permitOnlyProjectScopedClusters', true],
    ] as const
  ).map(
    ([field, value]): Case => [`${field}, which only restricts`, [[PROJECT, `spec.${field}`, value]], []],
  ),
  [
    'signatureKeys beside sourceIntegrity',
    [
      [PROJECT, 'spec.signatureKeys', [{ keyID: '4AEE18F83AFDEB23' }]],
      [PROJECT, 'spec.sourceIntegrity', { git: { policies: [] } }],
    ],
    [
      `${PROJECT} spec.signatureKeys: signatureKeys and sourceIntegrity are mutually exclusive: remove signatureKeys.`,
    ],
  ],
])

const forbids = (field: string, entries: readonly object[], ...findings: string[]): Case => [
  `${field} ${JSON.stringify(entries)}`,
  [[PROJECT, `spec.${field}`, entries]],
  findings.map((each) => `${PROJECT} spec.${field}.${each}: Argo CD refuses it. Remove the entry.`),
]

mistakes(argocdProject, 'staging', [
  forbids(
    'namespaceResourceBlacklist',
    [
      { group: 'rbac.authorization.k8s.io', kind: '*' },
      { group: 'apps', kind: 'Deploy*' },
      { group: '', kind: 'Po?' },
    ],
    '1: It forbids apps/Deployment, and the overlay brings it',
    '2: It forbids Pod, and controllers make it',
  ),
  forbids(
    'clusterResourceBlacklist',
    [{ group: '*', kind: '*' }],
    '0: It forbids Namespace, and the overlay brings it',
  ),
  forbids(
    'clusterResourceBlacklist',
    [{ group: '', kind: 'Namespace', name: 'todo-*' }],
    '0: It forbids Namespace, and the overlay brings it',
  ),
])

import { argocdNamespace, type Cluster } from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { at, entries, isKind, items, type Resource } from '../kubernetes/resource.ts'
import { missing, ok, type Verdict, warn } from './check.ts'
import type { Question } from './question.ts'

export const TIMEOUT = 'controller.sync.timeout.seconds'

const INSTALL = 'Install Argo CD: docs/quickstart.md.'
const applyWith = ({ system }: Pick<Fleet, 'system'>): string =>
  `kubectl apply --server-side --field-manager=${system} -k base/argocd`

/**
 * What this repository needs of the Argo CD of a cluster.
 *
 * @param settings the ConfigMaps of base/argocd.
 */
export function argocdQuestions(
  name: string,
  cluster: Cluster,
  settings: readonly Resource[],
  fleet: Pick<Fleet, 'system'>,
): Question[] {
  const apply = applyWith(fleet)
  const namespace = argocdNamespace(cluster)
  const scope = `cluster ${name}`
  return [
    {
      scope,
      name: 'Argo CD',
      needed: 'deploying; `validate` builds with the kustomize that this version bundles',
      ask: [
        ...['--namespace', namespace, 'get', 'statefulsets,deployments', '--output'],
        'jsonpath={.items[*].spec.template.spec.containers[*].image}',
      ],
      remediation: INSTALL,
      judge: (answer) => version(answer, cluster.argocd.version),
    },
    ...settings.filter(isKind('ConfigMap')).map((wanted) => ({
      scope,
      name: `ConfigMap ${wanted.metadata.name}`,
      needed: at(wanted, 'data', TIMEOUT)
        ? 'applying a revert while a sync waits for health'
        : 'health checks for these manifests',
      ask: [
        ...['--namespace', namespace, 'get', 'configmap', wanted.metadata.name],
        ...['--ignore-not-found', '--output=json'],
      ],
      remediation: apply,
      judge: (answer: string) => settingsIn(answer, wanted, apply),
    })),
    {
      ...application(scope, namespace, `root-${name}`, `kubectl apply -f apps/${name}/root.yaml`),
      needed: 'managing the Applications of the environments',
    },
  ]
}

function version(images: string, wanted: string): Verdict {
  const found = /argocd[^\s:]*:v([0-9]+\.[0-9]+\.[0-9]+)/.exec(images)?.[1]
  if (images.trim() === '') return missing('not there', INSTALL)
  if (found === wanted) return ok(found)
  return warn(
    found === undefined ? 'of unknown version' : `${found}, but fleet.yaml has ${wanted}`,
    'Set clusters.NAME.argocd in environments/fleet.yaml: version, and the kustomize that `argocd version` names.',
  )
}

function settingsIn(answer: string, wanted: Resource, apply: string): Verdict {
  const data = answer.trim() === '' ? {} : at(JSON.parse(answer), 'data')
  const keys = entries(wanted['data'])
  const absent = keys.filter(([key]) => !at(data, key) || (key === TIMEOUT && at(data, key) === '0'))
  if (absent.length > 0) return missing(`without ${absent.map(([key]) => key).join(', ')}`, apply)
  const other = keys.filter(([key, value]) => !sameSetting(key, at(data, key), value))
  if (other.length > 0)
    return warn(
      `other values than base/argocd: ${other.map(([key]) => key).join(', ')}`,
      `Check whether yours is equivalent (base/argocd explains why); otherwise ${apply}`,
    )
  return ok('as in base/argocd')
}

/** A time-out of one's own will do if it lets every wait of ours end by itself. */
const sameSetting = (key: string, found: unknown, wanted: unknown): boolean =>
  key === TIMEOUT ? Number(found) >= Number(wanted) : String(found).trim() === String(wanted).trim()

/** What failed in the last sync, or in the one that is still tried: a Job that failed leaves all others healthy. */
const failedIn = (resources: unknown): string[] =>
  items(resources).flatMap((each) =>
    [at(each, 'hookPhase'), at(each, 'status')].some((state) =>
      /^(Failed|Error|SyncFailed)$/.test(String(state)),
    )
      ? [`${at(each, 'kind')}/${at(each, 'name')}: ${at(each, 'message')}`]
      : [],
  )

/** What an Application says of itself. @param remediation what brings it into being. */
export const application = (
  scope: string,
  namespace: string,
  name: string,
  remediation: string,
): Question => ({
  scope,
  name: `Application ${name}`,
  needed: 'syncing the cluster with git',
  ask: [
    ...['--namespace', namespace, 'get', 'applications.argoproj.io', name],
    ...['--ignore-not-found', '--output=json'],
  ],
  remediation: INSTALL,
  judge: (answer) => {
    if (answer.trim() === '') return missing('not there', remediation)
    const { status } = JSON.parse(answer)
    const [sync, health] = [
      at(status, 'sync', 'status') ?? 'Unknown',
      at(status, 'health', 'status') ?? 'Unknown',
    ]
    const failed = failedIn(at(status, 'operationState', 'syncResult', 'resources'))
    const messages = [
      at(status, 'conditions', 0, 'message'),
      ...failed,
      at(status, 'operationState', 'message'),
    ].find(Boolean)
    const phase = at(status, 'operationState', 'phase')
    // Between two tries the list of what failed is empty.
    const isRetried = /Retrying/.test(String(at(status, 'operationState', 'message')))
    const isStuck = failed.length > 0 || isRetried || phase === 'Failed' || phase === 'Error'
    return sync === 'Synced' && health === 'Healthy' && !isStuck
      ? ok(`${sync}, ${health}`)
      : warn(
          `${sync}, ${health}${isStuck ? ', last sync failed' : ''}${messages ? `: ${messages}` : ''}`,
          'docs/troubleshooting.md',
        )
  },
})

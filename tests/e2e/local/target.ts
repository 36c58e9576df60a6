import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { ARGO_CD, KUBERNETES, type Pods } from '../../programs/go.ts'
import { run } from '../../programs/program.ts'
import { ROOT } from '../../support/root.ts'
import { createApi } from '../cluster/api.ts'
import { type Images, readImages } from '../images/images.ts'
import type { Options } from '../options.ts'
import { cloneRepository, openRepository, type Place } from '../repository/repository.ts'
import type { Need, Own } from '../scenarios/scenario.ts'
import type { Target } from '../target.ts'
import { NODE_ADDRESS, POD_RANGE } from './addresses.ts'
import {
  GIT_SERVER,
  REDIS,
  startApplicationController,
  startGitServer,
  startNotifications,
  startRepositoryServer,
} from './argo-cd.ts'
import { kubectl, startCluster } from './cluster.ts'
import { FIRST, KUBECONFIG } from './control-plane.ts'
import { kill, LOGS, usage } from './machine.ts'
import { startSecondCluster } from './second-cluster.ts'

const PROXY = `http://127.0.0.1:${FIRST.ports.proxy}`

/** What Argo CD follows, by way of the git server: below an owner, as at GitHub. */
const PLACE: Place = {
  remote: join(FOLDERS.run, 'todo', 'gitops.git'),
  url: `${GIT_SERVER}/todo/gitops.git`,
  folder: join(FOLDERS.run, 'work'),
  cache: join(FOLDERS.run, 'render-cache'),
  env: {
    KUBECONFIG,
    KUBECTL: join(FOLDERS.programs, 'kubectl'),
    KUSTOMIZE: join(FOLDERS.programs, 'kustomize'),
  },
}

/** Starts the cluster in this network namespace, or takes the one that an earlier run kept. */
export async function localTarget({ kept, pods }: Options, report: (line: string) => void): Promise<Target> {
  if (!kept) await startCluster(pods, join(ROOT, 'base'), report)
  if (!kept) await run('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', PLACE.remote])
  const repository = kept ? openRepository(PLACE) : await cloneRepository(ROOT, PLACE)
  const real = pods === 'real'
  return {
    offers: OFFERS[pods],
    context: {
      pods,
      frontend: `http://${NODE_ADDRESS}:30080`,
      podRange: POD_RANGE,
      digests: real ? readImages().digests : {},
      api: createApi(PROXY),
      repository,
      kubectl: (...args) => kubectl(args),
      own: OWN,
    },
    subject: {
      pods: real ? realPods(readImages()) : '**pretended** (kwok): nothing runs in them',
      machine: machine(),
      versions: { Kubernetes: KUBERNETES, 'Argo CD': ARGO_CD, Node: process.versions.node },
    },
    end: async () => {},
  }
}

/** With pretended pods any tag is a newer build. */
export const OFFERS: Readonly<Record<Pods, readonly Need[]>> = {
  real: [
    'real pods',
    'images of newer builds',
    'Argo CD started by this run',
    'an Ingress controller of this run',
  ],
  pretend: ['pretended pods', 'images of newer builds', 'Argo CD started by this run'],
}

const OWN: Own = {
  logs: LOGS,
  redis: REDIS,
  repositoryServer: {
    kill: () => kill('argocd-repo-server'),
    start: () => startRepositoryServer(kubectl),
  },
  gitServer: { kill: () => kill('git-server'), start: startGitServer },
  applicationController: {
    kill: () => kill('argocd-application-controller'),
    start: () => startApplicationController(kubectl),
  },
  notifications: {
    kill: () => kill('argocd-notifications'),
    start: () => startNotifications(kubectl),
  },
  startSecondCluster,
  async usage() {
    const programs = ['argocd-application-controller', 'argocd-repo-server']
    const usages = await Promise.all(programs.map(async (name) => [name, await usage(name)] as const))
    return Object.fromEntries(usages)
  },
}

const realPods = ({ bases, postgres }: Images): string =>
  `real: kubelet, containerd, images of this commit on ${bases === 'pinned' ? 'the pinned bases' : 'stand-ins for the base images'}, PostgreSQL ${postgres === 'pulled' ? 'of the pinned image' : "from Debian's packages"}`

function machine(): string {
  const [cpu] = cpus()
  return `${cpus().length} CPUs (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB memory`
}

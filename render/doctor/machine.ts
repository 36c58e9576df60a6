import { atLeast, type Check, missing, ok, type Verdict, warn } from './check.ts'

/** What is installed on the machine; a tool without a version was not found. */
export interface MachineFacts {
  readonly node: string
  readonly git?: string | undefined
  readonly kubectl?: string | undefined
  readonly gh?: string | undefined
  readonly buildx?: string | undefined
  /** Whether GH_TOKEN or GITHUB_TOKEN holds something. */
  readonly token: boolean
  /** For each kustomize that an Argo CD of fleet.yaml bundles: the clusters, and what was found here instead. */
  readonly kustomize: readonly {
    readonly wanted: string
    readonly clusters: readonly string[]
    readonly found?: string
  }[]
}

/** `git merge-tree --write-tree`, which rollback reverts with, came with 2.38. */
const GIT = '2.38'
/** The version that lockfile, workflows and images run. */
const NODE = '24'

/** The tools of a machine: which are there, and which command wants the others. */
export const checkMachine = (facts: MachineFacts): Check[] =>
  [
    {
      name: 'Node',
      needed: 'every command',
      ...(atLeast(facts.node, NODE)
        ? ok(facts.node)
        : warn(facts.node, `Start commands with npm run, which puts Node ${NODE} of the lockfile first.`)),
    },
    { name: 'git', needed: 'bump, promote, rollback, hold, history, diff', ...git(facts.git) },
    ...facts.kustomize.map((each) => ({
      name: `kustomize for ${each.clusters.join(', ')}`,
      needed: 'validate, diff, secrets: what Argo CD builds, byte for byte',
      ...kustomize(each),
    })),
    {
      name: 'kubectl',
      needed: 'secrets, doctor --cluster',
      ...tool(
        facts.kubectl,
        'Install it (https://kubernetes.io/docs/tasks/tools/), or set $KUBECTL to its path.',
      ),
    },
    {
      name: 'gh',
      needed: 'bump --verify-attestations',
      ...tool(facts.gh, 'Install the GitHub CLI (https://cli.github.com) where that is used.'),
    },
    {
      name: 'docker buildx',
      needed: 'building images; images --published, publish-image',
      ...tool(facts.buildx, 'Install Docker with buildx where images are built or published.'),
    },
    {
      name: 'token for GitHub',
      needed: '--pull-request, --push --github, diff --comment and --status',
      ...(facts.token ? ok('is set') : warn('not set', 'Set GH_TOKEN or GITHUB_TOKEN.')),
    },
  ].map((each): Check => ({ scope: 'this machine', ...each }))

const tool = (version: string | undefined, remediation: string): Verdict =>
  version === undefined ? warn('not found', remediation) : ok(version)

function git(version: string | undefined): Verdict {
  const remediation = `Install git ${GIT} or newer.`
  if (version === undefined) return missing('not found', remediation)
  return atLeast(version, GIT) ? ok(version) : missing(`${version} is older than ${GIT}`, remediation)
}

function kustomize({ wanted, found }: MachineFacts['kustomize'][number]): Verdict {
  const remediation = `Install kustomize ${wanted}, or set $KUSTOMIZE to its path.`
  if (found === undefined) return missing('kustomize 5 or later not found', remediation)
  return found === wanted ? ok(found) : warn(`${found} instead of ${wanted}`, remediation)
}

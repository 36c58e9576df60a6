import type { Checker, Subject } from './checker.ts'
import { KUBERNETES, TOOLS } from './pins.ts'
import { checkovFiles, checkovManifests, checkovSecrets } from './read-checkov.ts'
import { actionlint, gitleaks, hadolint, yamllint, zizmor } from './read-file-checkers.ts'
import { kubeconform, kubeLinter, kubeScore, trivy } from './read-manifest-checkers.ts'
import { layOutSchemas, SCHEMA_LOCATION } from './schemas.ts'

/** One subject of all files that match; none if there are none. */
const matching = (name: string, files: readonly string[], pattern: RegExp): Subject[] => {
  const found = files.filter((path) => pattern.test(path))
  return found.length > 0 ? [{ name, files: found }] : []
}

const DOCKERFILES = /^docker\/[^/]+\/Dockerfile$/
const WORKFLOWS = /^\.github\/workflows\/[^/]+\.ya?ml$/
/** Fixtures of what must be refused are meant to be wrong. */
const YAML = /^(?!tests\/fixtures\/invalid\/).*\.ya?ml$/

const CHECKOV = ['--skip-download', '--compact', '--quiet', '--output', 'json']

/** Every outside checker. None asks the network. Comments that silence one in a file are not listened to. */
export const CHECKERS: readonly Checker[] = [
  {
    name: 'kubeconform',
    tool: TOOLS.kubeconform,
    beside: [TOOLS.kubernetesValidate],
    subjects: ({ environments, argocd, files }) => [
      {
        name: 'manifests',
        files: [
          ...[...environments, argocd].flatMap((each) => each.files),
          ...files.filter((path) => /^apps\/.*\.yaml$/.test(path)),
        ],
      },
    ],
    prepare: (root, { folder }) => layOutSchemas(root, folder(TOOLS.kubernetesValidate)),
    args: ({ files }) => [
      ...['-strict', '-summary', '-output', 'json', '-kubernetes-version', `${KUBERNETES}.0`],
      ...['-schema-location', SCHEMA_LOCATION, ...files],
    ],
    findingsExit: 1,
    read: kubeconform,
  },
  {
    name: 'kube-score',
    tool: TOOLS.kubeScore,
    subjects: ({ environments }) => environments,
    args: ({ files }) => [
      ...['score', '--kubernetes-version', `v${KUBERNETES}`, '--output-format', 'json'],
      ...['--disable-ignore-checks-annotations', ...files],
    ],
    findingsExit: 1,
    read: kubeScore,
  },
  {
    name: 'kube-linter',
    tool: TOOLS.kubeLinter,
    optional: true,
    subjects: ({ environments }) => environments,
    args: ({ files }) => ['lint', '--add-all-built-in', '--format', 'json', ...files],
    findingsExit: 1,
    read: kubeLinter,
  },
  {
    name: 'checkov-kubernetes',
    tool: TOOLS.checkov,
    subjects: ({ environments }) => [
      { name: 'environments', files: environments.flatMap(({ files }) => files) },
    ],
    args: ({ files }) => ['--framework', 'kubernetes', ...CHECKOV, '--file', ...files],
    findingsExit: 1,
    read: checkovManifests,
  },
  {
    name: 'checkov-dockerfile',
    tool: TOOLS.checkov,
    subjects: ({ files }) => matching('Dockerfiles', files, DOCKERFILES),
    args: ({ files }) => ['--framework', 'dockerfile', ...CHECKOV, '--file', ...files],
    findingsExit: 1,
    read: checkovFiles,
  },
  {
    name: 'checkov-github-actions',
    tool: TOOLS.checkov,
    subjects: ({ files }) => matching('workflows', files, WORKFLOWS),
    args: ({ files }) => ['--framework', 'github_actions', ...CHECKOV, '--file', ...files],
    findingsExit: 1,
    read: checkovFiles,
  },
  {
    name: 'checkov-secrets',
    tool: TOOLS.checkov,
    subjects: ({ files }) => [{ name: 'files', files }],
    args: ({ files }) => ['--framework', 'secrets', ...CHECKOV, '--file', ...files],
    findingsExit: 1,
    read: checkovSecrets,
  },
  {
    name: 'hadolint',
    tool: TOOLS.hadolint,
    subjects: ({ files }) => matching('Dockerfiles', files, DOCKERFILES),
    args: ({ files }) => [
      '--format',
      'json',
      '--failure-threshold',
      'style',
      '--disable-ignore-pragma',
      ...files,
    ],
    findingsExit: 1,
    read: hadolint,
  },
  {
    name: 'yamllint',
    tool: TOOLS.yamllint,
    subjects: ({ environments, argocd, files }) => [
      ...matching('files', files, YAML),
      { name: 'built', files: [...environments, argocd].flatMap((each) => each.files) },
    ],
    args: ({ files }) => ['--config-file', 'tests/checkers/yamllint.yaml', '--format', 'parsable', ...files],
    findingsExit: 1,
    read: yamllint,
  },
  {
    name: 'actionlint',
    tool: TOOLS.actionlint,
    beside: [TOOLS.shellcheck],
    subjects: ({ files }) => matching('workflows', files, WORKFLOWS),
    args: ({ files }, { program }) => [
      ...['-format', '{{json .}}', '-pyflakes', '', '-shellcheck', program(TOOLS.shellcheck)],
      ...files,
    ],
    findingsExit: 1,
    read: actionlint,
  },
  {
    name: 'zizmor',
    tool: TOOLS.zizmor,
    subjects: ({ files }) => matching('workflows', files, WORKFLOWS),
    args: () => [
      ...['--offline', '--persona', 'auditor', '--no-ignores', '--strict-collection'],
      ...['--no-exit-codes', '--no-progress', '--quiet', '--format', 'json', '.github'],
    ],
    read: zizmor,
  },
  {
    name: 'gitleaks',
    tool: TOOLS.gitleaks,
    subjects: () => [{ name: 'history', files: [] }],
    obstacle: ({ shallow }) =>
      shallow ? 'this clone is shallow: fetch the whole history (`git fetch --unshallow`).' : undefined,
    args: () => [
      ...['git', '--redact', '--no-banner', '--ignore-gitleaks-allow', '--exit-code', '9'],
      ...['--log-level', 'error', '--report-format', 'json', '--report-path', '-', '.'],
    ],
    findingsExit: 9,
    read: gitleaks,
  },
  {
    name: 'trivy',
    tool: TOOLS.trivy,
    optional: true,
    subjects: () => ['.render/checkers/built', 'docker'].map((folder) => ({ name: folder, files: [folder] })),
    args: ({ files }) => [
      ...['config', '--format', 'json', '--quiet', '--skip-dirs', '**/node_modules'],
      ...['--skip-check-update', '--skip-version-check', '--disable-telemetry', ...files],
    ],
    read: trivy,
  },
]

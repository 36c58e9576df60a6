/** The variables that the tool itself reads from the process's environment; a test holds that none is missing. */
export const VARIABLES: readonly { readonly name: string; readonly meaning: string }[] = [
  {
    name: 'KUSTOMIZE',
    meaning:
      'The kustomize to try first. Else `kustomize`, `kubectl kustomize` and the copy of this repository: the first with exactly the version of fleet.yaml.',
  },
  {
    name: 'KUBECTL',
    meaning: 'The kubectl to use. Else the one on the PATH, else the copy of this repository.',
  },
  {
    name: 'HELM',
    meaning: 'The helm 4 that `vendor` uses. Else the copy of this repository, else the one on the PATH.',
  },
  {
    name: 'KUBECONFIG',
    meaning:
      'Where kubectl finds contexts; `secrets`, `doctor` and `assist` take the one named after the cluster.',
  },
  {
    name: 'GH_TOKEN',
    meaning: "Opens GitHub for --github, --pull-request, --comment and --status: a GitHub App's.",
  },
  {
    name: 'GITHUB_TOKEN',
    meaning: 'The same, where GH_TOKEN is not set. What it pushes starts no workflow.',
  },
  {
    name: 'ATTESTATION_TOKEN',
    meaning: 'Reads attestations for `bump --verify-attestations`, where the other token may not.',
  },
  {
    name: 'ANNOUNCE_TOKEN',
    meaning: 'Opens the issue of `rollback --announce`, where the other token may not.',
  },
  {
    name: 'STATUS_TOKEN',
    meaning: 'Reads statuses of commits for `record-health`, where the other token may not.',
  },
  {
    name: 'GITHUB_STEP_SUMMARY',
    meaning: "Where `rollback --announce` writes the summary of a workflow's run. A runner sets it.",
  },
  {
    name: 'GITHUB_RUN_ID',
    meaning:
      'With GITHUB_ACTOR, GITHUB_SERVER_URL and GITHUB_REPOSITORY: who and which run `rollback --announce` names. A runner sets them.',
  },
  {
    name: 'GITHUB_API_URL',
    meaning: 'Where the API of GitHub is. Needed for GitHub Enterprise Server only; runners set it.',
  },
  { name: 'GITHUB_OUTPUT', meaning: 'Where `--github-output` writes; runners set it.' },
  { name: 'PATH', meaning: 'Where kustomize, kubectl, git, docker and gh are searched.' },
  {
    name: 'GIT_DIR',
    meaning: 'With GIT_INDEX_FILE: set by git in a hook. `validate` then reuses no earlier result.',
  },
  { name: 'GIT_INDEX_FILE', meaning: 'See GIT_DIR.' },
  {
    name: 'NO_COLOR',
    meaning: 'Set to anything: no colours. There are none either where the output is no terminal.',
  },
]

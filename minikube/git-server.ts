/** The git server in the cluster: it serves one repository, which its image holds, to Argo CD alone. */
export const GIT_SERVER = {
  name: 'git-server',
  url: 'git://git-server.git-server.svc.cluster.local/repository.git',
} as const

/** The name says which commit the image holds. */
export const serverImage = (commit: string): string => `localhost/git-server:${commit}`

/** Argo CD's image has git, and the cluster has it already. */
export const serverDockerfile = (argocd: string): string =>
  [
    `FROM quay.io/argoproj/argocd:v${argocd}`,
    // git refuses a repository of another user.
    'COPY --chown=999:999 repository.git /srv/repository.git',
    '',
  ].join('\n')

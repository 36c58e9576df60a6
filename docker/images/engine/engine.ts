/** What builds images and runs containers: argument lists, nothing is done here. */
export type Engine = {
  readonly name: 'docker' | 'podman'
  /** Begins every command about containers, images and networks. */
  readonly cli: readonly string[]
  /** Builds an image from a Dockerfile. */
  readonly build: (request: BuildRequest) => readonly string[]
  /** What every `run` needs besides the options of the container. */
  readonly runFlags: readonly string[]
  /** Removes containers at once, whether they run or not. */
  readonly remove: readonly string[]
}

export type BuildRequest = {
  readonly context: string
  readonly dockerfile: string
  readonly tag: string
  readonly arguments: Readonly<Record<string, string>>
}

const buildArguments = (given: Readonly<Record<string, string>>): string[] =>
  Object.entries(given).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`])

/**
 * The labels that Dockerfiles make of such arguments, given once more. Buildah's layers know a LABEL by its text, in
 * which an argument is not replaced yet: a build that differs in nothing but its version would get the image, the label
 * and the digest of the build before.
 */
const labels = (given: Readonly<Record<string, string>>): string[] =>
  Object.entries(given).flatMap(([name, value]) =>
    LABELLED.includes(name) ? ['--label', `org.opencontainers.image.${name.toLowerCase()}=${value}`] : [],
  )

const LABELLED = ['VERSION', 'REVISION', 'CREATED', 'SOURCE']

export const docker: Engine = {
  name: 'docker',
  cli: ['docker'],
  build: ({ context, dockerfile, tag, arguments: given }) => [
    ...['docker', 'build', '--file', dockerfile, '--tag', tag],
    ...buildArguments(given),
    ...labels(given),
    context,
  ],
  runFlags: [],
  remove: ['docker', 'rm', '--force'],
}

/**
 * Podman, with buildah for the builds.
 *
 * @param runc whether runc is there: unlike crun it also runs where control groups of both versions are mounted
 * @param systemd whether systemd keeps the control groups; without it podman must do so itself
 */
export function podman({ runc, systemd }: { runc: boolean; systemd: boolean }): Engine {
  const cli = [
    'podman',
    ...(runc ? ['--runtime', 'runc'] : []),
    ...(systemd ? [] : ['--cgroup-manager', 'cgroupfs']),
  ]
  return {
    name: 'podman',
    cli,
    build: ({ context, dockerfile, tag, arguments: given }) => [
      // The OCI format has no health check; layers are kept, as docker does.
      ...['buildah', 'bud', '--isolation', 'chroot', '--format', 'docker', '--layers'],
      ...['--file', dockerfile, '--tag', tag],
      ...buildArguments(given),
      ...labels(given),
      context,
    ],
    // Podman's own defaults may be above what the machine allows.
    runFlags: ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=4096:4096'],
    // Without a time podman sends SIGTERM first and waits.
    remove: [...cli, 'rm', '--force', '--time', '0'],
  }
}

import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { FOLDERS } from '../../programs/folders.ts'
import { run } from '../../programs/program.ts'
import { GIT_SERVER } from '../local/argo-cd.ts'
import { KUBECONFIG } from '../local/control-plane.ts'

/** What Argo CD follows, by way of the git server: below an owner, as at GitHub. */
export const REMOTE = join(FOLDERS.run, 'todo', 'gitops.git')
const WORK = join(FOLDERS.run, 'work')

/** A clone of the repository under test, in which scenarios work as people do. */
export interface Repository {
  readonly folder: string
  git(...args: string[]): Promise<string>
  /** `npm run SCRIPT -- ARGS`. @throws {ToolFailed} if it does not end with 0. */
  npm(script: string, ...args: string[]): Promise<string>
  /** The same, where a refusal is expected. */
  tryNpm(script: string, ...args: string[]): Promise<{ readonly code: number; readonly output: string }>
  /** Changes a file by replacing text that must be there. */
  edit(file: string, from: string, to: string): void
  /** Renders, commits everything and pushes. @returns the commit. */
  renderAndPush(message: string): Promise<string>
  /** @returns the commit. */
  push(): Promise<string>
  /** The same with more environment variables for `npm run`. */
  with(variables: Readonly<Record<string, string>>): Repository
}

/** Clones the repository's last commit, and lets its fleet follow the clone's remote. */
export async function cloneRepository(source: string): Promise<Repository> {
  await run('git', ['clone', '--quiet', '--no-local', '--bare', source, REMOTE])
  await run('git', ['-C', REMOTE, 'update-ref', 'refs/heads/main', 'HEAD'])
  await run('git', ['-C', REMOTE, 'symbolic-ref', 'HEAD', 'refs/heads/main'])
  await run('git', ['clone', '--quiet', '--branch', 'main', REMOTE, WORK])
  mkdirSync(join(WORK, '.git', 'info'), { recursive: true })
  // A link is no folder: .gitignore's `node_modules/` does not match it.
  appendFileSync(join(WORK, '.git', 'info', 'exclude'), '\n/node_modules\n')
  symlinkSync(join(source, 'node_modules'), join(WORK, 'node_modules'))
  const repository = repositoryIn(WORK)
  await repository.git('config', 'user.name', 'End-to-end test')
  await repository.git('config', 'user.email', 'e2e@localhost')
  const url = /^repository: (.*)$/m.exec(readFileSync(join(WORK, FLEET), 'utf8'))?.[0] ?? ''
  repository.edit(FLEET, url, `repository: ${GIT_SERVER}/todo/gitops.git`)
  await repository.renderAndPush('Follow the repository of the end-to-end tests')
  return repository
}

/** The clone that a kept cluster follows. */
export const openRepository = (): Repository => repositoryIn(WORK)

const FLEET = 'environments/fleet.yaml'

function repositoryIn(folder: string, more: Readonly<Record<string, string>> = {}): Repository {
  const env = {
    KUBECONFIG,
    KUBECTL: join(FOLDERS.programs, 'kubectl'),
    KUSTOMIZE: join(FOLDERS.programs, 'kustomize'),
    GITOPS_RENDER_CACHE: join(FOLDERS.run, 'render-cache'),
    ...more,
  }
  mkdirSync(env.GITOPS_RENDER_CACHE, { recursive: true, mode: 0o700 })
  const arguments_ = (script: string, args: readonly string[]): string[] => [
    'run',
    '--silent',
    script,
    '--',
    ...args,
  ]
  const repository: Repository = {
    folder,
    git: (...args) => run('git', args, { cwd: folder }),
    npm: (script, ...args) => run('npm', arguments_(script, args), { cwd: folder, env }),
    async tryNpm(script, ...args) {
      const result = await execa('npm', arguments_(script, args), {
        cwd: folder,
        env,
        reject: false,
        all: true,
      })
      return { code: result.exitCode ?? 1, output: result.all }
    },
    edit(file, from, to) {
      const text = readFileSync(join(folder, file), 'utf8')
      if (from === '' || !text.includes(from))
        throw new Error(`${file} does not contain ${JSON.stringify(from)}.`)
      writeFileSync(
        join(folder, file),
        text.replace(from, () => to),
      )
    },
    async renderAndPush(message) {
      await repository.npm('render')
      await repository.git('add', '--all')
      await repository.git('commit', '--quiet', '--message', message)
      return repository.push()
    },
    async push() {
      await repository.git('push', '--quiet', 'origin', 'HEAD:main')
      return (await repository.git('rev-parse', 'HEAD')).trim()
    },
    with: (variables) => repositoryIn(folder, { ...more, ...variables }),
  }
  return repository
}

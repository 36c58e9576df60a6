import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { run } from '../../programs/program.ts'

/** Where the repository under test lies. */
export interface Place {
  /** What git pushes to; its branch `main` is replaced. */
  readonly remote: string
  /** The same for Argo CD. */
  readonly url: string
  /** The clone in which scenarios work. */
  readonly folder: string
  /** The cache of `npm run render` and others. */
  readonly cache: string
  /** Of `npm run`: kubeconfig, programs. */
  readonly env: Readonly<Record<string, string>>
}

/** A clone of the repository under test, in which scenarios work as people do. */
export interface Repository {
  readonly folder: string
  readonly remote: string
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
export async function cloneRepository(source: string, place: Place): Promise<Repository> {
  const { remote, url, folder } = place
  await run('git', ['clone', '--quiet', '--no-local', source, folder])
  mkdirSync(join(folder, '.git', 'info'), { recursive: true })
  // A link is no folder: .gitignore's `node_modules/` does not match it.
  appendFileSync(join(folder, '.git', 'info', 'exclude'), '\n/node_modules\n')
  symlinkSync(join(source, 'node_modules'), join(folder, 'node_modules'))
  const repository = openRepository(place)
  await repository.git('checkout', '--quiet', '-B', 'main')
  await repository.git('remote', 'set-url', 'origin', remote)
  await repository.git('push', '--quiet', '--force', 'origin', 'HEAD:main')
  await repository.git('config', 'user.name', 'End-to-end test')
  await repository.git('config', 'user.email', AUTHOR)
  const line = /^repository: (.*)$/m.exec(readFileSync(join(folder, FLEET), 'utf8'))?.[0] ?? ''
  repository.edit(FLEET, line, `repository: ${url}`)
  await repository.renderAndPush('Follow the repository of the end-to-end tests')
  return repository
}

/** Of every commit that a run makes. */
export const AUTHOR = 'e2e@localhost'

const FLEET = 'environments/fleet.yaml'

/** A clone that is there. */
export function openRepository(place: Place): Repository {
  const { folder, cache, remote } = place
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  const env = { ...place.env, GITOPS_RENDER_CACHE: cache }
  const arguments_ = (script: string, args: readonly string[]): string[] => [
    'run',
    '--silent',
    script,
    '--',
    ...args,
  ]
  const repository: Repository = {
    folder,
    remote,
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
    with: (variables) => openRepository({ ...place, env: { ...place.env, ...variables } }),
  }
  return repository
}

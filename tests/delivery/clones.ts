import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { render } from '../../render/commands/render.ts'
import { type RunOptions, run } from '../repository/run.ts'
import { layOut, ROOT, write } from '../support/repository.ts'

/** A bare repository, and a clone of it that has just been pushed: nothing lies about. */
export interface Clones {
  readonly folder: string
  readonly remote: string
  readonly work: string
}

/** Git as it comes, without what this machine has configured. */
export const PLAIN = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_EDITOR: 'true',
  LC_ALL: 'C',
} as const

/** Runs git. @returns stdout without its last line end. @throws {Error} with what git said. */
export const git = (root: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: root,
    env: { ...process.env, ...PLAIN },
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 2 ** 28,
  }).replace(/\n$/, '')

const clonesIn = (folder: string): Clones => ({
  folder,
  remote: join(folder, 'remote.git'),
  work: join(folder, 'work'),
})

let template: string | undefined

/** Copies of a rendered repository in an empty folder; the clone finds its remote by a relative path. */
export function makeClones(folder: string): Clones {
  template ??= makeTemplate()
  return copyOf(clonesIn(template), folder)
}

export function copyOf({ folder: from }: Clones, to: string): Clones {
  cpSync(from, to, { recursive: true })
  return clonesIn(to)
}

export function removeTemplate(): void {
  if (template) rmSync(template, { recursive: true, force: true })
  template = undefined
}

function makeTemplate(): string {
  const { folder, remote, work } = clonesIn(mkdtempSync(join(tmpdir(), 'todo-gitops-clones-')))
  git(folder, 'init', '--quiet', '--bare', '--template=', '--initial-branch=main', remote)
  git(remote, 'config', 'core.logAllRefUpdates', 'always')
  git(folder, 'init', '--quiet', '--template=', '--initial-branch=main', work)
  asUser(work, 'work')
  git(work, 'remote', 'add', 'origin', '../remote.git')
  layOut(work)
  for (const name of ['.gitignore', '.gitattributes'])
    cpSync(join(ROOT, name), join(work, name), { recursive: true })
  const fleet = 'environments/fleet.yaml'
  const text = readFileSync(join(work, fleet), 'utf8')
  write(work, {
    [fleet]: text.replace(/^repository: .*$/m, 'repository: https://github.com/todo/gitops.git'),
    'notes.txt': 'first\n',
  })
  const { exit, errors } = render(work, [])
  if (exit !== 0) throw new Error(errors.join('\n'))
  commitAll(work, 'Begin')
  git(work, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  return folder
}

/** Another clone, of someone with a name of their own. */
export function cloneOf({ folder, remote }: Clones, name: string): string {
  const root = join(folder, name)
  git(folder, 'clone', '--quiet', '--template=', remote, root)
  git(root, 'remote', 'set-url', 'origin', '../remote.git')
  asUser(root, name)
  return root
}

export function asUser(root: string, name: string): void {
  git(root, 'config', 'user.name', name)
  git(root, 'config', 'user.email', `${name}@example.com`)
}

/** @returns the commit. */
export function commitAll(root: string, message: string): string {
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', message)
  return headOf(root)
}

export const headOf = (root: string, name = 'HEAD'): string => git(root, 'rev-parse', '--verify', name)

/** The commits from the first one to `name` along the first parents, oldest first. */
export const mainline = (root: string, name = 'main'): string[] =>
  git(root, 'rev-list', '--first-parent', '--reverse', name).split('\n')

/** What git holds at a commit; nothing if it isn't there. */
export function textAt(root: string, commit: string, path: string): string | undefined {
  try {
    return git(root, 'cat-file', 'blob', `${commit}:${path}`)
  } catch {
    return undefined
  }
}

export interface Told {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
  readonly json: Readonly<Record<string, unknown>> & { readonly commit?: string | null }
}

/** The command line with `--json`, in a process of its own. */
export async function tell(root: string, args: readonly string[], options: RunOptions = {}): Promise<Told> {
  const { exit, signal, stdout, stderr } = await run(root, ['--json', ...args], {
    ...options,
    env: { ...PLAIN, NODE_COMPILE_CACHE: join(tmpdir(), 'todo-gitops-compiled'), ...options.env },
  })
  return { exit, signal, stderr, json: stdout ? JSON.parse(stdout) : {} }
}

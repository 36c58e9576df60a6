import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll } from 'vitest'
import { bump } from '../../../render/commands/release/bump.ts'
import { render } from '../../../render/commands/render.ts'
import type { Outcome } from '../../../render/output/outcome.ts'
import { REGISTRY } from '../../support/fleet.ts'
import { type FakeGitHub, startGitHub } from '../../support/github.ts'
import { layOut, ROOT, temporaryFolder, write } from '../../support/repository.ts'
import { makePrograms } from '../programs/programs.ts'
import { type Refusal, refuse, writeRegistry } from '../programs/state.ts'

/** A repository at a GitHub on the loopback, a registry of files, and programs to use them: where workflows run. */
export interface Place {
  readonly github: FakeGitHub
  /** The bare repository. */
  readonly remote: string
  /** What the stand-in programs keep; see programs/state.ts. */
  readonly state: string
  /** The folder of the stand-in programs, for the PATH. */
  readonly programs: string
  refuse(refusal: Refusal): void
  /** A file of a branch. */
  show(path: string, branch?: string): Promise<string>
  /** Subjects of the commits of main, newest first. */
  subjects(): Promise<string[]>
}

/** How the repository begins. */
export type Beginning =
  /** Staging runs what people typed; the backend and the frontend can be built. */
  | 'typed'
  /** The same, and only the backend can be built. */
  | 'one image'
  /** Staging runs the second of two bumps of the backend and the frontend. */
  | 'bumped'

const templates = new Map<Beginning, Promise<string>>()
afterAll(async () => {
  for (const template of templates.values()) rmSync(await template, { recursive: true, force: true })
})

export async function makePlace(beginning: Beginning = 'typed'): Promise<Place> {
  const template = templates.get(beginning) ?? makeTemplate(beginning)
  templates.set(beginning, template)
  const remote = join(temporaryFolder(), 'remote.git')
  cpSync(join(await template, 'remote.git'), remote, { recursive: true })
  const github = await startGitHub(remote)
  github.tokens.set('token-of-the-job', 'github-actions[bot]')
  const state = temporaryFolder()
  if (beginning === 'bumped') writeRegistry(state, { manifests: {}, tags: {}, attested: BUMPED })
  const git = async (...args: string[]) => (await execa('git', args, { cwd: remote })).stdout
  return {
    ...{ github, remote, state, programs: makePrograms(state) },
    refuse: (refusal) => refuse(state, refusal),
    show: (path, branch = 'main') => git('show', `${branch}:${path}`),
    subjects: async () => (await git('log', '--first-parent', '--format=%s', 'main')).split('\n'),
  }
}

/** What staging runs after the second bump, attested by the run that published it. */
const BUMPED = ['backend', 'frontend'].map((each) => `${REGISTRY}/${each}@sha256:${'b'.repeat(64)}`)

/** This repository, at another address, with a few lines in place of each service's source. */
async function makeTemplate(beginning: Beginning): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-workflows-'))
  const root = join(folder, 'work')
  mkdirSync(root)
  layOut(root)
  for (const part of ['package.json', 'pinned-node.mjs', '.github/actions'])
    cpSync(join(ROOT, part), join(root, part), { recursive: true })
  const fleet = readFileSync(join(root, 'environments/fleet.yaml'), 'utf8')
  const repository = 'repository: https://github.com/todo/gitops.git'
  write(root, { 'environments/fleet.yaml': fleet.replace(/^repository: .*$/m, repository), ...SOURCES })
  if (beginning === 'one image') rmSync(join(root, 'docker/frontend/Dockerfile'))
  succeeded(await render(root, [], {}))
  const git = (...args: string[]) => execa('git', args, { cwd: root })
  await git('init', '--quiet', '--initial-branch=main')
  await git('config', 'core.fsync', 'none')
  await git('config', 'user.name', 'someone')
  await git('config', 'user.email', 'someone@example.com')
  await git('add', '--all', '--force')
  await git('commit', '--quiet', '--message', 'Begin')
  if (beginning === 'bumped')
    for (const [tag, letter] of [
      ['1.0.0', 'a'],
      ['1.1.0', 'b'],
    ]) {
      const image = ['backend', 'frontend'].map((each) => `${each}=${tag}@sha256:${letter?.repeat(64)}`)
      const { stdout: commit } = await git('rev-parse', 'HEAD')
      succeeded(await bump(root, { environment: 'staging', image, commit }))
    }
  await git('clone', '--quiet', '--bare', root, '../remote.git')
  await execa('git', ['config', 'core.fsync', 'none'], { cwd: join(folder, 'remote.git') })
  return folder
}

function succeeded({ exit, errors, lines }: Outcome): void {
  if (exit !== 0) throw new Error([...errors, ...lines.map(({ text }) => text)].join('\n'))
}

const workspace = (name: string, ...dependencies: readonly string[]): string =>
  JSON.stringify({
    name: `@todo/${name}`,
    dependencies: Object.fromEntries(dependencies.map((each) => [`@todo/${each}`, '0.0.0'])),
  })

const SOURCES = {
  'docker/package.json': '{}\n',
  'docker/shared/package.json': workspace('shared'),
  'docker/shared/log.ts': '// one\n',
  'docker/database/package.json': workspace('database'),
  'docker/database/migrations/0001-tasks.sql': 'create table tasks ();\n',
  'docker/backend/package.json': workspace('backend', 'shared', 'database'),
  'docker/backend/Dockerfile': 'FROM scratch\n',
  'docker/backend/main.ts': '// one\n',
  'docker/frontend/package.json': workspace('frontend', 'shared'),
  'docker/frontend/Dockerfile': 'FROM scratch\n',
  'docker/frontend/main.ts': '// one\n',
}

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { asUser, commitAll, git } from '../delivery/clones.ts'
import { ROOT, SYSTEM, temporaryFolder } from '../support/repository.ts'

/** What an adopter takes over unchanged, as far as commands need it. */
const ENGINE = [
  'render',
  'package.json',
  'package-lock.json',
  'pinned-node.mjs',
  '.gitignore',
  '.gitattributes',
]

/** A repository with this engine and another system, and a bare one that it pushes to. */
export interface Adopter {
  readonly root: string
  /** Runs a command as an adopter does, with this machine's git; fails loudly unless it exits as expected. */
  readonly run: (command: string, args?: readonly string[], exit?: number) => Promise<string>
  readonly commit: (message: string) => string
}

/** A copy of the engine beside the base and environments of tests/adoption/NAME, rendered, committed and pushed. */
export async function adopterOf(fixture: string): Promise<Adopter> {
  const adopter = bareAdopter(temporaryFolder())
  cpSync(join(ROOT, 'tests/adoption', fixture), adopter.root, { recursive: true })
  await adopter.run('render')
  adopter.commit('Begin')
  git(adopter.root, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  return adopter
}

/** @param folder an empty one. */
export function bareAdopter(folder: string, files = ENGINE): Adopter {
  const root = join(folder, 'work')
  git(folder, 'init', '--quiet', '--bare', '--template=', '--initial-branch=main', 'remote.git')
  git(folder, 'init', '--quiet', '--initial-branch=main', 'work')
  git(root, 'remote', 'add', 'origin', '../remote.git')
  asUser(root, 'adopter')
  for (const file of files) mkdirSync(dirname(join(root, file)), { recursive: true })
  for (const file of files) cpSync(join(ROOT, file), join(root, file), { recursive: true })
  // Installed, without the minute that it takes.
  execFileSync('sh', ['-c', 'echo node_modules >> .git/info/exclude'], { cwd: root })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  return {
    root,
    commit: (message) => commitAll(root, message),
    async run(command, args = [], exit = 0) {
      const { exitCode, stdout, stderr } = await execa(
        process.execPath,
        ['pinned-node.mjs', 'render/cli.js', command, ...args],
        { cwd: root, reject: false, env: { NO_COLOR: '1' } },
      )
      if (exitCode !== exit) throw new Error(`${command} exited with ${exitCode}:\n${stdout}\n${stderr}`)
      return `${stdout}\n${stderr}`
    },
  }
}

/** Everything of this repository, as a fork of the engine's begins: with the system that the engine came with. */
export function fork(folder: string): Adopter {
  const listed = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')
  const engine = listed.filter((path) => path !== '' && existsSync(join(ROOT, path)) && !OWN.test(path))
  const adopter = bareAdopter(folder, engine)
  for (const name of ['base', 'policies', 'environments', 'overlays', 'apps'])
    cpSync(join(SYSTEM, name), join(adopter.root, name), { recursive: true })
  adopter.commit('Fork')
  return adopter
}

/** A system's own, and code of services, which has a lockfile of its own. */
const OWN = /^(base|policies|environments|overlays|apps|docker|tests\/systems|tests\/fixtures\/system)\//

/** The git tree of render/ as it lies there: what an adoption leaves untouched. */
export function engineOf(root: string): string {
  const folder = temporaryFolder()
  git(folder, 'init', '--quiet')
  cpSync(join(root, 'render'), join(folder, 'render'), { recursive: true })
  git(folder, 'add', '--all', '--force')
  return git(folder, 'write-tree')
}

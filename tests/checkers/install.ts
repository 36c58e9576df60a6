import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { findOnPath } from '../../render/tools/program.ts'
import { CHECKERS_FOLDER } from './build-manifests.ts'
import type { Tool } from './pins.ts'

/** A tool that can be used, or why there is none. */
export type Installation =
  | { readonly folder: string; readonly program: string; readonly from: 'PATH' | 'cache' | 'registry' }
  | { readonly refused: string }

/**
 * Installs a tool into a folder of its own in `.render/checkers/`, unless this version is there. Nothing outside that
 * folder is written, but for Go's build cache.
 *
 * @param root the repository.
 * @returns the absolute paths of its folder and its program; or why it can't be installed, in the registry's words.
 */
export async function install(tool: Tool, root: string): Promise<Installation> {
  const present = tool.onPath && findOnPath(tool.name)
  if (present) return { folder: '', program: present, from: 'PATH' }
  const folder = join(root, CHECKERS_FOLDER, `${tool.name}-${tool.version}`)
  const program = join(folder, 'bin', tool.name)
  // Written last. It names the folder, because a virtual environment works only where it was made.
  const mark = join(folder, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === folder) return { folder, program, from: 'cache' }

  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { command, args, env = {} } of steps(tool, folder, root)) {
    const run = await execa(command, args, { cwd: folder, env, reject: false, all: true })
    if (run.failed) {
      rmSync(folder, { recursive: true, force: true })
      if (run.code === 'ENOENT') return { refused: `${command} is not on the PATH.` }
      return { refused: reason(run.all) ?? `${command} failed without a word.` }
    }
  }
  writeFileSync(mark, folder)
  return { folder, program, from: 'registry' }
}

/** Removes the modules that Go downloaded: what was built from them is kept. */
export const removeGoModules = (root: string): void =>
  rmSync(join(root, CHECKERS_FOLDER, 'go'), { recursive: true, force: true })

interface Step {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

function steps({ version, from }: Tool, folder: string, root: string): Step[] {
  if (from.registry === 'go') {
    const env = {
      GOBIN: join(folder, 'bin'),
      GOPATH: join(root, CHECKERS_FOLDER, 'go'),
      // Modules that can be removed like other files; no C compiler is needed.
      GOFLAGS: '-modcacherw',
      CGO_ENABLED: '0',
      ...from.environment,
    }
    return [{ command: 'go', args: ['install', `${from.package}@v${version}`], env }]
  }
  const pip = ['install', '--quiet', '--disable-pip-version-check', '--no-input']
  if (from.dependencies === false) pip.push('--no-deps')
  return [
    { command: 'python3', args: ['-m', 'venv', folder] },
    { command: join(folder, 'bin/python'), args: ['-m', 'pip', ...pip, `${from.package}==${version}`] },
  ]
}

/** The last line that says something: Go and pip end with why. */
const reason = (output: string | undefined): string | undefined =>
  output
    ?.split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1)
    ?.trim()

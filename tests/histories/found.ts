import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { render } from '../../render/commands/render.ts'
import { releaseFile } from '../../render/environment/environment.ts'
import { GIT_ENVIRONMENT, git, headOf } from './git.ts'
import { kustomize } from './oracle/build.ts'
import { look } from './oracle/look.ts'
import { type Known, moved, nothingHeld } from './oracle/model.ts'
import { forgetTrees } from './oracle/tree.ts'
import { buildOf } from './perform/sources.ts'
import { dateOf, type Tally, type World } from './world.ts'

/** Sets the clock and the person of every git that this process starts. */
export function setGitEnvironment(day: number): void {
  const date = dateOf(day).toISOString()
  Object.assign(process.env, GIT_ENVIRONMENT, { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date })
}

/** What people wrote, to found a repository with; each environment's release.yaml is added. */
export interface Foundation {
  readonly files: Readonly<Record<string, string>>
  readonly services: readonly string[]
  readonly environments: readonly string[]
}

/** A repository in a new folder of `scratch` whose environments run the first build of every service. */
export async function found(
  scratch: string,
  foundation: Foundation,
  pushes: boolean,
  tally: Tally,
): Promise<World> {
  const { files, services, environments } = foundation
  const root = mkdtempSync(join(scratch, 'history-'))
  setGitEnvironment(0)
  const world: World = {
    ...{ root, scratch, pushes, services, environments },
    builds: [],
    ...{ model: {}, tally },
    ...{ migration: 1, contracting: 0, day: 0, serial: 1 },
  }
  git(root, 'init', '--quiet', '--initial-branch=main', '--template=')
  git(root, 'config', 'core.fsync', 'none')
  git(root, 'config', 'maintenance.auto', 'false')
  git(root, 'commit', '--quiet', '--allow-empty', '-m', 'Begin')

  const first = services.map((service) => buildOf(world, service, headOf(root)))
  const release = first.map(
    ({ service, entry }) =>
      `  # What ${service} runs.\n  ${service}:\n${Object.entries(entry)
        .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
        .join('')}`,
  )
  write(root, {
    ...files,
    '.gitignore': '.render/\n',
    ...Object.fromEntries(
      environments.map((name) => [
        releaseFile(name),
        `# People may write here.\nservices:\n${release.join('')}# The end.\n`,
      ]),
    ),
  })
  await shareTools(scratch)
  const { exit, errors } = render(root, [])
  if (exit !== 0) throw new Error(errors.join('\n'))
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '-m', 'Add environments')
  if (pushes) addRemote(world)

  const { commit, releases } = look(world)
  for (const name of environments) {
    const known: Known = { holds: nothingHeld(), states: [], back: {} }
    world.model[name] = known
    moved(root, known, commit, 0, releases[name] ?? {})
  }
  return world
}

function addRemote({ root }: World): void {
  const remote = `${root}.git`
  git(root, 'clone', '--quiet', '--bare', '--template=', root, remote)
  git(root, 'remote', 'add', 'origin', remote)
}

/** What doesn't depend on the history, and would else begin anew in each: the tool's builds and its kustomize. */
async function shareTools(scratch: string): Promise<void> {
  process.env[CACHE_VARIABLE] = join(scratch, 'cache')
  // Asking kubectl for its version takes longer than a small build.
  const command = join(scratch, 'kustomize')
  const { command: real, args, version } = await kustomize()
  writeFileSync(
    command,
    `#!/bin/sh\nif [ "$1" = version ]; then echo v${version}; else shift; exec '${real}' ${args.join(' ')} "$@"; fi\n`,
    { mode: 0o755 },
  )
  process.env['KUSTOMIZE'] = command
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

export function abandon({ root }: World): void {
  forgetTrees()
  for (const folder of [root, `${root}.git`]) rmSync(folder, { recursive: true, force: true })
}

import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentName } from '../fleet.ts'
import { cacheOf, measure } from '../measure.ts'
import { tool } from '../tool.ts'
import { forget, renderedFleet, validate } from '../validate/fleet.ts'

/** A committed fleet, and the two changes that a pull request brings to it: each a folder of its own. */
export interface Changes {
  /** The fleet as it is committed. */
  readonly root: string
  /** Its overlays. */
  readonly overlays: readonly string[]
  /** One setting of one service of one environment. */
  readonly one: string
  /** One line of base, in a Deployment that every environment has. */
  readonly base: string
  /** The overlays before the change, and after it. */
  readonly sides: (root: string) => readonly string[]
  /** Makes the cache what it is where CI has validated the commit that both start from. */
  readonly keepBase: () => void
}

/** Commits a fleet and changes it; what a change renders is written as well, as in a pull request. */
export function changes(scratch: string, environments: number): Changes {
  const { root, overlays } = renderedFleet(scratch, environments)
  writeFileSync(join(root, '.gitignore'), '.render/\n')
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '--message=Begin')

  forget(scratch)
  validate(scratch, root)
  const kept = join(scratch, `kept-${environments}`)
  renameSync(join(cacheOf(scratch), 'entries'), kept)

  const changed = (name: string, file: string, from: string, to: string): string => {
    const copy = join(scratch, `fleet-${environments}-${name}`)
    cpSync(root, copy, { recursive: true })
    const text = readFileSync(join(copy, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
    writeFileSync(join(copy, file), text.replace(from, to))
    measure(scratch, tool('render', copy))
    return copy
  }
  const one = changed(
    'one',
    `environments/${environmentName(0)}/environment.yaml`,
    'LOG_LEVEL: debug',
    'LOG_LEVEL: info',
  )
  const base = changed(
    'base',
    'base/services/backend/deployment.yaml',
    'serviceAccountName: backend\n',
    'serviceAccountName: backend\n      hostname: backend\n',
  )
  return {
    root,
    overlays,
    one,
    base,
    sides: (side) => [...overlays, ...overlays.map((overlay) => overlay.replace(root, side))],
    keepBase: () => {
      forget(scratch)
      cpSync(kept, join(cacheOf(scratch), 'entries'), { recursive: true })
    },
  }
}

/** Removes a fleet with its changes. */
export function removeChanges(scratch: string, environments: number): void {
  for (const name of ['fleet', 'kept'])
    rmSync(join(scratch, `${name}-${environments}`), { recursive: true, force: true })
  for (const name of ['one', 'base'])
    rmSync(join(scratch, `fleet-${environments}-${name}`), { recursive: true, force: true })
}

import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { promote } from '../../render/commands/release/promote.ts'
import { render } from '../../render/commands/render.ts'
import { temporaryFolder } from '../support/repository.ts'
import { commitAll, git, headOf, makeClones } from './clones.ts'
import { releaseAt } from './truth.ts'

export const HOUR = 3_600_000
export const REASON = 'The sign-in page is broken'

/** A repository whose production has gates, and whose staging runs a build that production doesn't. */
export async function gated(gates: string): Promise<{ root: string; now: number }> {
  const root = makeClones(temporaryFolder()).work
  appendFileSync(join(root, 'environments/production/environment.yaml'), `promotion:\n${gates}`)
  expect(render(root, [])).toMatchObject({ exit: 0 })
  commitAll(root, 'Add gates')
  const raised = await bump(root, { environment: 'staging', ...built(root, '9.0.0') })
  expect(raised).toMatchObject({ exit: 0 })
  return { root, now: Number(git(root, 'log', '-1', '--format=%ct')) * 1000 }
}

export const built = (root: string, tag: string) => ({
  image: [`backend=${tag}@sha256:${'9'.repeat(64)}`],
  commit: headOf(root),
})
export const promoted = (root: string, more: Partial<Parameters<typeof promote>[1]>) =>
  promote(root, { from: 'staging', to: 'production', service: ['backend'], ...more })
export const tagIn = (root: string) => releaseAt(root, 'HEAD', 'production')['backend']?.tag

import { execa } from 'execa'
import { expect } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { temporaryFolder } from '../support/repository.ts'
import type { Place } from './runner/place.ts'

/** Overlays and Applications of a branch are what render would write. */
export async function expectRendered({ remote }: Place, branch = 'main'): Promise<void> {
  const folder = temporaryFolder()
  await execa('git', ['clone', '--quiet', '--branch', branch, remote, folder])
  expect(check(folder)).toMatchObject({ exit: 0, json: { findings: [] } })
}

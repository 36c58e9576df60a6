import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Subject } from '../../render/verify/rule.ts'
import { builtSubject } from './built-subject.ts'
import { layOut } from './repository.ts'

/**
 * What the rules look at, of an environment in the repository at `root` (by default one as layOut writes it). Each call
 * gives an object of its own, which a test may change as it likes.
 */
export const subjectFor = (name: string, root: string = laidOut()): Promise<Subject> =>
  builtSubject(name, root)

let shared: string | undefined

function laidOut(): string {
  if (shared === undefined) {
    shared = mkdtempSync(join(tmpdir(), 'todo-gitops-subject-'))
    layOut(shared)
  }
  return shared
}

afterAll(() => {
  if (shared !== undefined) rmSync(shared, { recursive: true, force: true })
  shared = undefined
})

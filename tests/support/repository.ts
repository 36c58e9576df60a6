import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { PINNED, ROOT, SYSTEM } from './root.ts'

export { write } from './files.ts'
export { PINNED, ROOT, SYSTEM }

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  // A program that a failed command no longer waited for may still be writing into it.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }))
  return folder
}

/** A copy of the system that the tests of the engine render (base, policies and environments), to change. */
export function copyOfRepository(): string {
  const root = temporaryFolder()
  layOut(root)
  return root
}

/**
 * Writes base and environments into a folder: base as it is, but for the digests that it pins, and the environments that
 * this repository began with. A bump, a promotion, Dependabot and an adopter's fleet.yaml change neither.
 */
export function layOut(root: string): void {
  layOutBase(root)
  cpSync(join(SYSTEM, 'policies'), join(root, 'policies'), { recursive: true })
  cpSync(join(ROOT, 'tests/support/environments'), join(root, 'environments'), { recursive: true })
}

/** @param digest stands for every digest that base pins. */
export function layOutBase(root: string, digest = PINNED): void {
  cpSync(join(SYSTEM, 'base'), join(root, 'base'), { recursive: true })
  for (const path of globSync('base/**/*.yaml', { cwd: root })) {
    const text = readFileSync(join(root, path), 'utf8')
    const pinned = text.replace(/@sha256:[0-9a-f]{64}/g, `@${digest}`)
    if (pinned !== text) writeFileSync(join(root, path), pinned)
  }
}

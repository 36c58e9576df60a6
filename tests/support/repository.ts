import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** This repository's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A copy of what people write in this repository (base, policies and environments), to change and to render. */
export function copyOfRepository(): string {
  const root = temporaryFolder()
  for (const folder of ['base', 'environments', 'policies'])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
  return root
}

/** Writes files by their path from `root`, folders included. */
export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

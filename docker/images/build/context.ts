import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Cleanup } from '../cleanup.ts'

/** Files that a checkout may well hold and an image must not: each gets a mark that is looked for afterwards. */
const STRAYS = [
  '.env',
  '.env.production',
  'backend/.env',
  'backend/src/local.env',
  'shared/src/.env.local',
  'frontend/.env.local',
  'frontend/server/key.pem',
  'database/migrations/dump.log',
  'mcp-server/tests/fixture.ts',
  'ai-agent/src/.data/history.json',
  'frontend/public/.DS_Store',
  'node_modules/stray/index.js',
  'backend/node_modules/stray/index.js',
  '.git/config',
] as const

/** A copy of the workspace to build from, with such files planted in it. @returns the folder, and their mark */
export async function buildContext(
  workspace: string,
  cleanup: Cleanup,
): Promise<{ folder: string; mark: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-context-'))
  cleanup.add(folder, () => rm(folder, { recursive: true, force: true }))
  // What .dockerignore leaves out anyway, and is large.
  const left = new Set(['node_modules', '.next', '.data', '.git'])
  await cp(workspace, folder, { recursive: true, filter: (path) => !left.has(basename(path)) })
  const mark = `planted-secret-${randomBytes(12).toString('hex')}`
  for (const stray of STRAYS) {
    await mkdir(dirname(join(folder, stray)), { recursive: true })
    await writeFile(join(folder, stray), `SECRET=${mark}\n`)
  }
  return { folder, mark }
}

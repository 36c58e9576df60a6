import { execFile } from 'node:child_process'
import { mkdir, readdir, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

const frontend = join(import.meta.dirname, '..')
/** Where the built frontend starts. */
export const standalone = join(frontend, '.next/standalone/frontend')
const lock = join(frontend, '.build-lock')
const ours = ['app', 'client', 'server', 'public', '../shared/src']
const files = [
  'build.ts',
  'main.ts',
  'serve.ts',
  'smoke-test.ts',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.ts',
]

const changed = async (path: string): Promise<number> => (await stat(path)).mtimeMs

const newestSource = async (): Promise<number> => {
  const inside = ours.map(async (folder) => {
    const entries = await readdir(join(frontend, folder), { recursive: true })
    return entries.map((entry) => join(frontend, folder, entry))
  })
  const paths = [...(await Promise.all(inside)).flat(), ...files.map((file) => join(frontend, file))]
  return Math.max(...(await Promise.all(paths.map(changed))))
}

const isFresh = async (): Promise<boolean> => {
  const built = await changed(join(standalone, 'main.ts')).catch(() => 0)
  // build.ts copies this link's target last of all, so an interrupted build is no build.
  const complete = await stat(join(standalone, '../node_modules/@todo/shared')).catch(() => undefined)
  return complete !== undefined && built > (await newestSource())
}

/** Builds the frontend unless the build there is newer than its sources; test files that run at once wait. */
export const ensureBuilt = async (): Promise<void> => {
  while (!(await isFresh())) {
    const mine = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (!mine) {
      await setTimeout(250)
      continue
    }
    try {
      await promisify(execFile)(process.execPath, ['build.ts'], { cwd: frontend })
    } finally {
      await rmdir(lock)
    }
  }
}

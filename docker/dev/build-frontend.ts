import { statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runToEnd } from './part.ts'

const BUILT = 'frontend/.next/standalone/frontend/main.ts'
const NOT_SOURCES = /^(\.next|node_modules|tests)([/\\]|$)|tsbuildinfo$|next-env\.d\.ts$/

/** Builds the frontend if a source is newer than the last build. @returns what to run */
export async function buildFrontend(root: string, signal: AbortSignal): Promise<string> {
  const built = statSync(join(root, BUILT), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if ((await newestSource(join(root, 'frontend'))) > built) {
    const { PATH = '', HOME = '' } = process.env
    await runToEnd({ name: 'build', file: 'frontend/build.ts', settings: { PATH, HOME }, signal })
  }
  return BUILT
}

async function newestSource(folder: string): Promise<number> {
  const names = await readdir(folder)
  const sources = names.filter((name) => !NOT_SOURCES.test(name))
  const times = await Promise.all(
    sources.map(async (name) => {
      const { mtimeMs, isDirectory } = describe(join(folder, name))
      return isDirectory ? newestSource(join(folder, name)) : mtimeMs
    }),
  )
  return Math.max(0, ...times)
}

function describe(path: string): { mtimeMs: number; isDirectory: boolean } {
  const stats = statSync(path)
  return { mtimeMs: stats.mtimeMs, isDirectory: stats.isDirectory() }
}

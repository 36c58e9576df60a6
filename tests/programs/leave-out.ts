import { copyFileSync, cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './program.ts'

/** A file of a dependency whose imports are left out of a program. */
export interface LeftOut {
  /** The dependency's module path; go.mod replaces it by the folder {@link DEPENDENCY}. */
  readonly path: string
  readonly file: string
  /** What stands in for the file, in the folder of go.mod. */
  readonly stub: string
}

/** What go.mod names, made at build time. */
const DEPENDENCY = 'dependency'

/**
 * Copies a module, and beside it the dependency with the stub. Go can't replace a single file of its module cache.
 *
 * @param source the folder of go.mod. @param target is replaced. @returns target, to build in. @throws {ToolFailed}
 */
export async function leaveOut(
  { path, file, stub }: LeftOut,
  source: string,
  target: string,
): Promise<string> {
  const lines = readFileSync(join(source, 'go.mod'), 'utf8').split('\n')
  const version = lines.map((line) => line.trim().split(' ')).find(([name]) => name === path)?.[1]
  const pinned = await run('go', ['mod', 'download', '-json', `${path}@${version}`], { cwd: source })
  rmSync(target, { recursive: true, force: true })
  cpSync(source, target, { recursive: true })
  // Files of the module cache are read-only.
  const copy = ['--recursive', '--no-preserve=mode', String(JSON.parse(pinned).Dir)]
  await run('cp', [...copy, join(target, DEPENDENCY)])
  copyFileSync(join(source, stub), join(target, DEPENDENCY, file))
  return target
}

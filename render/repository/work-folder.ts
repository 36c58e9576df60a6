import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * For unfinished work only: git-ignored, and on the same file system as what is written, so that a rename from it is
 * atomic. Nothing in it is read or executed by a later run.
 */
export const WORK_FOLDER = '.render'

/**
 * Gives `action` an empty folder to prepare files in, and removes it afterwards, whatever happens. Its name holds the
 * process id, so that it is known for abandoned when the process is gone.
 *
 * @throws what `workFolder`, the file system or `action` throws.
 */
export function withStage<T>(root: string, action: (stage: string) => T): T {
  const stage = stageIn(root)
  try {
    mkdirSync(stage)
    return action(stage)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** The same for an action that takes its time; what killed runs left behind is removed first. */
export async function withStageFor<T>(root: string, action: (stage: string) => Promise<T>): Promise<T> {
  const stage = stageIn(root)
  removeAbandonedStages(root)
  try {
    mkdirSync(stage)
    return await action(stage)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** The path of a new stage in the work folder, which is made if need be. */
function stageIn(root: string): string {
  const work = workFolder(root)
  mkdirSync(work, { recursive: true })
  return join(work, `stage-${process.pid}-${randomUUID()}`)
}

/**
 * The path of the work folder of the repository at `root`; it may not be there yet.
 *
 * @throws {Error} with a fix if something else is in its place: a symbolic link could lead out of the repository.
 */
export function workFolder(root: string): string {
  const work = join(root, WORK_FOLDER)
  const found = lstatSync(work, { throwIfNoEntry: false })
  if (found && !found.isDirectory())
    throw new Error(
      `A ${found.isSymbolicLink() ? 'symbolic link' : 'file'} is in place of the folder ${WORK_FOLDER}: remove it; the next run creates the folder.`,
    )
  return work
}

/** Removes what killed runs left behind in the work folder of the repository at `root`. */
export function removeAbandonedStages(root: string): void {
  const work = join(root, WORK_FOLDER)
  if (!lstatSync(work, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(work)) {
    const pid = /^stage-([0-9]+)-/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) rmSync(join(work, name), { recursive: true, force: true })
  }
}

/** Whether a process of this machine is alive. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // someone else's process
  }
}

import { Script } from 'node:vm'

/** How long code of base and policies may take. The work of the tool counts too, so that it grows with the environments. */
export const TIME_LIMIT = { seconds: 10, perEnvironment: 0.05 }

const WORK = Symbol.for('gitops.work')
const script = new Script(`globalThis[Symbol.for('gitops.work')]()`)

/**
 * Runs code of the working tree, and ends it where it never would: V8 stops whatever runs, a loop as well as a regular
 * expression. Starting the clock takes 0.4 ms, so it is started for many calls at once.
 *
 * @param late what to return instead. What `work` has changed stays as far as it had come.
 */
export function withinTime<T>(seconds: number, work: () => T, late: () => T): T {
  const globals = globalThis as { [WORK]?: () => T }
  const outer = globals[WORK]
  globals[WORK] = work
  try {
    return script.runInThisContext({ timeout: Math.ceil(seconds * 1000) }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    return late()
  } finally {
    globals[WORK] = outer as () => T
  }
}

/** What is wrong with a function that was stopped. */
export const neverEnds = (seconds: number): string =>
  `did not end within ${seconds} s; look for a loop or a regular expression that never ends.`

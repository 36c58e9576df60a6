import type { Engine } from '../engine/engine.ts'
import type { System } from '../system/system.ts'

/** What must be true of the running system. Throws if it is not. @returns what is worth telling */
export type SystemCheck = {
  readonly title: string
  readonly run: (system: System, engine: Engine) => Promise<string>
}

export function expect(right: boolean, what: string): asserts right {
  if (!right) throw new Error(what)
}

/** Refuses an answer with another status than expected. */
export function expectStatus(
  what: string,
  answer: { status: number; body?: unknown },
  expected: number,
): void {
  const said = answer.body === undefined ? '' : `: ${JSON.stringify(answer.body).slice(0, 300)}`
  expect(answer.status === expected, `${what}: ${answer.status} instead of ${expected}${said}`)
}

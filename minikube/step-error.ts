import { EXIT, type Outcome } from '../render/output/outcome.ts'

/** A step that can't go on, and what to do about it. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly fix: string | undefined
  readonly exit: Outcome['exit']

  constructor(message: string, fix?: string, exit: Outcome['exit'] = EXIT.findings) {
    super(message)
    this.fix = fix
    this.exit = exit
  }
}

import { EXIT, type Outcome } from '../render/output/outcome.ts'
import type { Found } from './step.ts'
import { StepError } from './step-error.ts'

/** What a step did, or would do. */
export interface Report extends Found {
  readonly step: string
  /** What would be run, of a dry run. */
  readonly commands?: readonly string[]
}

/** What to say of a step that can't go on. */
export function failed(step: string, error: unknown, reports: readonly Report[] = []): Outcome {
  const isOurs = error instanceof StepError
  const message = error instanceof Error ? error.message : String(error)
  const fix = isOurs ? error.fix : 'Completed steps are kept; fix this, then run the command again.'
  return {
    exit: isOurs ? error.exit : EXIT.failure,
    lines: [],
    errors: [`${step}: ${message}`, ...(fix === undefined ? [] : [`Fix: ${fix}`])],
    json: { steps: reports, problems: [{ step, message, ...(fix !== undefined && { fix }) }] },
  }
}

import { MaxTurnsExceededError } from '@openai/agents'
import { ProblemError } from '@todo/shared/problem'
import { unavailable } from '@todo/shared/upstream'
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'

/** What went wrong between the agent and its model, as a 503 with a reason. Unknown errors count as the model's. */
export function modelProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const [reason, detail] = explain(error)
  return unavailable(reason, `${detail} Try again shortly.`, error)
}

function explain(error: unknown): readonly [reason: string, detail: string] {
  if (error instanceof MaxTurnsExceededError) return ['too_many_steps', 'The assistant took too many steps.']
  if (isTimeout(error)) return ['model_timeout', 'The model did not answer in time.']
  if (error instanceof APIConnectionError) return ['model_unreachable', 'The model cannot be reached.']
  if (error instanceof APIError) {
    if (error.status === 401 || error.status === 403)
      return ['model_refused', 'The model does not accept the API key.']
    if (error.status === 429) return ['model_overloaded', 'The model is too busy, or its quota is used up.']
  }
  return ['model_failed', 'The model answered with an error.']
}

function isTimeout(error: unknown): boolean {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return true
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
}

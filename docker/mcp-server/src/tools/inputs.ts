import { DESCRIPTION_MAX, ID_MAX, TITLE_MAX } from '@todo/database/limits'
import { z } from 'zod'

// PostgreSQL's text holds no NUL.
const NO_NUL = /^[^\0]*$/

export const title = z
  .string()
  .trim()
  .min(1, 'title must not be empty')
  .max(TITLE_MAX, `title must have at most ${TITLE_MAX} characters: shorten it`)
  .regex(NO_NUL)

export const description = z
  .string()
  .max(DESCRIPTION_MAX, `description must have at most ${DESCRIPTION_MAX} characters: shorten it`)
  .regex(NO_NUL)

export const taskId = z
  .int('task_id must be a whole number: call list_tasks to see the ids')
  .min(1)
  .max(ID_MAX)
  .describe('The id of the task, as list_tasks gives it')

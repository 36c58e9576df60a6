import { DESCRIPTION_MAX, TASKS_PAGE, TITLE_MAX } from '@todo/database/limits'
import { TASK_STATUSES } from '@todo/database/tasks'
import { Type } from 'typebox'
import { ID, NOT_BLANK, pageLimit, STORABLE, TIME } from './common.ts'

const title = Type.String({ minLength: 1, maxLength: TITLE_MAX, pattern: NOT_BLANK })
const description = Type.Union([Type.String({ maxLength: DESCRIPTION_MAX, pattern: STORABLE }), Type.Null()])

export const NEW_TASK = Type.Object(
  { title, description: Type.Optional(description) },
  { additionalProperties: false },
)

/** What is not given stays as it is. */
export const TASK_CHANGE = Type.Object(
  {
    title: Type.Optional(title),
    description: Type.Optional(description),
    completed: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
)

export const TASK_QUERY = Type.Object({
  status: Type.Enum([...TASK_STATUSES], { default: 'all' }),
  limit: pageLimit(TASKS_PAGE),
  after: Type.Optional({ ...ID, description: 'The id of the last task of the page before' }),
})

export const TASK = Type.Object({
  id: Type.Integer(),
  user_id: Type.String(),
  title: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  completed: Type.Boolean(),
  created_at: TIME,
  updated_at: TIME,
})

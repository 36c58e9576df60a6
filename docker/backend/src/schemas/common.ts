import { ID_MAX } from '@todo/database/limits'
import { Type } from 'typebox'

/** PostgreSQL's text holds no NUL character. */
export const STORABLE = '^[^\\u0000]*$'

/** Something other than space. */
export const NOT_BLANK = '^(?=[^]*\\S)[^\\u0000]*$'

const userId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })
const id = Type.Integer({ minimum: 1, maximum: ID_MAX })

export const OF_USER = Type.Object({ user_id: userId })
export const OF_USER_AND_ID = Type.Object({ user_id: userId, id })
export const ID = id

/** How many rows a page may have; as many as possible if omitted. */
export const pageLimit = (max: number) => Type.Integer({ minimum: 1, maximum: max, default: max })

/** A time in an answer: a Date here, ISO 8601 text on the wire. */
export const TIME = Type.Unsafe<Date>(Type.String({ format: 'date-time' }))

export const NOTHING = Type.Null({ description: 'Done; there is nothing to say' })

export const WITH_TOKEN = [{ bearer: [] }]

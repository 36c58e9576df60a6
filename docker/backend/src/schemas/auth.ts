import { Type } from 'typebox'
import { NOT_BLANK } from './common.ts'

export const PASSWORD_MIN = 8

const email = Type.String({ format: 'email', maxLength: 254 })
// An upper bound too: hashing a megabyte is work for nothing.
const password = Type.String({ minLength: PASSWORD_MIN, maxLength: 200 })

export const SIGN_UP = Type.Object(
  {
    email,
    password,
    name: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: 100, pattern: NOT_BLANK }), Type.Null()]),
    ),
  },
  { additionalProperties: false },
)

export const SIGN_IN = Type.Object(
  { email, password: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export const SESSION = Type.Object({
  token: Type.String({ description: 'Send it as Authorization: Bearer' }),
  user: Type.Object({
    id: Type.String(),
    email: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
  }),
})

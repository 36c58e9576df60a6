import { answering } from '../../../../server/answer.ts'
import { startSession } from '../../../../server/sign-in.ts'

export const POST = answering('/api/auth/signin', startSession('/api/auth/signin'))

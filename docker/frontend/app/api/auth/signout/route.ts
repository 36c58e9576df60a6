import { answering } from '../../../../server/answer.ts'
import { endSession } from '../../../../server/sign-in.ts'

export const POST = answering('/api/auth/signout', endSession)

import { answering } from '../../../server/answer.ts'
import { smoke } from '../../../server/smoke.ts'

export const dynamic = 'force-dynamic'
export const GET = answering('/api/smoke', smoke)

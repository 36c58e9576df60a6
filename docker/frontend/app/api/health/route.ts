import { liveness } from '@todo/shared/health'

// Without this Next would answer at build time, once.
export const dynamic = 'force-dynamic'

/** Liveness and readiness: looks at nothing but the process, or one bad backend would restart every frontend. */
export const GET = (): Response =>
  Response.json(liveness('frontend', new Date()), { headers: { 'cache-control': 'no-store' } })

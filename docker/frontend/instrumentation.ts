import type { Instrumentation } from 'next'

/** Runs once when the server starts, before its first answer: bad settings end it here, with their names. */
export const register = async (): Promise<void> => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { settingsOrExit } = await import('@todo/shared/start')
  const { SETTINGS } = await import('./server/settings.ts')
  settingsOrExit(SETTINGS)
}

/** Errors of pages and routes that nothing else caught, as one log line each with the request's id. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { log } = await import('./server/log.ts')
  const request_id = request.headers['x-request-id']
  log().error({ err: error, request_id, method: request.method, route: context.routePath }, 'a page failed')
}

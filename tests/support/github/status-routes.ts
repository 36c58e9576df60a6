import { typeOf } from './git.ts'
import { created, page, type Route, refuse } from './http.ts'
import type { Status } from './state.ts'

export const STATUS_ROUTES: readonly Route[] = [
  ['GET', /^\/commits\/(\w+)\/statuses$/, list],
  ['POST', /^\/statuses\/(\w+)$/, create],
]

function list(...[state, call, [sha]]: Parameters<Route[2]>) {
  const shown = state.statuses.map((status, index) => ({
    id: index + 1,
    created_at: '2026-11-29T12:00:00Z',
    ...status,
    creator: {
      login: status.login ?? 'someone',
      type: status.login?.endsWith('[bot]') ? 'Bot' : 'User',
    },
  }))
  return page(state, call, shown.filter((status) => status.sha === sha).toReversed())
}

async function create(...[{ folder, statuses }, { body, login }, [sha = '']]: Parameters<Route[2]>) {
  if ((await typeOf(folder, sha)) !== 'commit') return refuse(422, `No commit found for SHA: ${sha}`)
  const { context, state, description, target_url = null } = body as unknown as Status
  if ([...description].length > 140)
    return refuse(422, 'Validation Failed', ['description is too long (maximum is 140 characters)'])
  const created_at = new Date().toISOString().replace(/\.\d+Z/, 'Z')
  const status: Status = { sha, context, state, description, target_url, login, created_at }
  statuses.push(status)
  return created(status)
}

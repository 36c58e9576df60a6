import { notFound, ok, type Route } from './http.ts'
import type { State } from './state.ts'

/** Settings that a test lays into the state, by path; what isn't there is unknown, as a token without rights sees it. */
export const SETTING_ROUTES: readonly Route[] = [['GET', /^(.*)$/, setting]]

function setting({ settings }: State, ...[, [path = '']]: [unknown, readonly string[]]) {
  const found = settings.get(path)
  if (found === undefined) return notFound
  return isAnswer(found) ? found : ok(found)
}

const isAnswer = (value: unknown): value is { status: number; body?: unknown } =>
  typeof value === 'object' && value !== null && typeof (value as { status?: unknown }).status === 'number'

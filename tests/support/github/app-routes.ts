import { type Answer, created } from './http.ts'

/** The login of an App that asks for a token of its own, as the one does that reports for a cluster. */
export const CLUSTER_APP = 'todo-argocd'

type AppRoute = readonly [method: string, path: RegExp, answer: (tokens: Map<string, string>) => Answer]

/** What an App asks with its key, and not with a token. The key is not looked at. */
export const APP_ROUTES: readonly AppRoute[] = [
  ['POST', /^\/app\/installations\/\d+\/access_tokens$/, giveToken],
]

function giveToken(tokens: Map<string, string>): Answer {
  const token = `ghs_${CLUSTER_APP}`
  tokens.set(token, `${CLUSTER_APP}[bot]`)
  return created({ token, expires_at: '2999-01-01T00:00:00Z' })
}

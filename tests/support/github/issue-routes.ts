import { created, notFound, ok, page, type Route, refuse } from './http.ts'
import type { Comment, Issue, Label, State } from './state.ts'

export const ISSUE_ROUTES: readonly Route[] = [
  ['GET', /^\/issues$/, listIssues],
  ['POST', /^\/issues$/, createIssue],
  ['GET', /^\/issues\/(\d+)\/comments$/, listComments],
  ['POST', /^\/issues\/(\d+)\/comments$/, createComment],
  ['PATCH', /^\/issues\/comments\/(\d+)$/, updateComment],
  ['DELETE', /^\/issues\/comments\/(\d+)$/, deleteComment],
  ['GET', /^\/labels\/(.+)$/, getLabel],
  ['POST', /^\/labels$/, createLabel],
  ['GET', /^\/issues\/(\d+)\/labels$/, listLabels],
  ['POST', /^\/issues\/(\d+)\/labels$/, addLabels],
  ['DELETE', /^\/issues\/(\d+)\/labels\/(.+)$/, removeLabel],
]

type Given = Parameters<Route[2]>

const isPull = ({ pulls }: State, number: string | undefined): boolean =>
  pulls.some((pull) => pull.number === Number(number))

function listIssues(...[state, call]: Given) {
  const open = state.issues.filter((issue) => issue.state === (call.query.get('state') ?? 'open'))
  return page(
    state,
    call,
    open.map((issue) => shownIssue(state, issue)),
  )
}

function createIssue(...[state, { body, login }]: Given) {
  const { title, body: text } = body as { title: string; body: string }
  const number = state.issues.length + state.pulls.length + 1
  const issue: Issue = { number, title, body: text, login, state: 'open' }
  state.issues.push(issue)
  return created(shownIssue(state, issue))
}

const shownIssue = ({ repository: { owner, repo } }: State, { login, ...issue }: Issue) => ({
  ...issue,
  user: { login },
  html_url: `https://github.com/${owner}/${repo}/issues/${issue.number}`,
})

function listComments(...[state, call, [number]]: Given) {
  if (!isPull(state, number)) return notFound
  const comments = state.comments.filter(({ pull }) => pull === Number(number))
  return page(
    state,
    call,
    comments.map((comment) => shown(state, comment)),
  )
}

let ids = 1000

function createComment(...[state, { body, login }, [number]]: Given) {
  if (!isPull(state, number)) return notFound
  const text = body['body'] as string
  if (text.length > 65_536)
    return refuse(422, 'Validation Failed', [
      { resource: 'IssueComment', code: 'unprocessable', field: 'data', message: 'Body is too long' },
    ])
  ids += 1
  const comment: Comment = { id: ids, pull: Number(number), login, body: text }
  state.comments.push(comment)
  return created(shown(state, comment))
}

/** Who may write issues may change anybody's comment, as at GitHub. */
function updateComment(...[state, { body }, [id]]: Given) {
  const comment = state.comments.find((one) => one.id === Number(id))
  if (!comment) return notFound
  comment.body = body['body'] as string
  return ok(shown(state, comment))
}

function deleteComment(...[{ comments }, , [id]]: Given) {
  const index = comments.findIndex((one) => one.id === Number(id))
  if (index < 0) return notFound
  comments.splice(index, 1)
  return { status: 204 }
}

const shown = ({ repository: { owner, repo } }: State, { id, pull, login, body }: Comment) => ({
  id,
  body,
  user: { login },
  html_url: `https://github.com/${owner}/${repo}/pull/${pull}#issuecomment-${id}`,
})

/** GitHub's labels differ by more than their case. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
const find = ({ labels }: State, name: string): Label | undefined =>
  labels.find((label) => same(label.name, name))

function getLabel(...[state, , [name = '']]: Given) {
  const label = find(state, name)
  return label ? ok(label) : notFound
}

function createLabel(...[state, { body }]: Given) {
  const { name, color, description } = body as unknown as Label
  if (find(state, name))
    return refuse(422, 'Validation Failed', [{ resource: 'Label', code: 'already_exists', field: 'name' }])
  const label: Label = { name, color, description }
  state.labels.push(label)
  return created(label)
}

const labelsOf = (state: State, number: string | undefined) =>
  (state.labelled.get(Number(number)) ?? []).map((name) => find(state, name))

function listLabels(...[state, call, [number]]: Given) {
  return isPull(state, number) ? page(state, call, labelsOf(state, number)) : notFound
}

/** One that the repository doesn't have is made, grey. */
function addLabels(...[state, { body }, [number]]: Given) {
  if (!isPull(state, number)) return notFound
  const names = state.labelled.get(Number(number)) ?? []
  for (const name of body['labels'] as string[]) {
    if (!find(state, name)) state.labels.push({ name, color: 'ededed', description: '' })
    if (!names.some((one) => same(one, name))) names.push(name)
  }
  state.labelled.set(Number(number), names)
  return ok(labelsOf(state, number))
}

function removeLabel(...[state, , [number, name = '']]: Given) {
  const names = state.labelled.get(Number(number)) ?? []
  const index = names.findIndex((one) => same(one, name))
  if (index < 0) return refuse(404, 'Label does not exist')
  names.splice(index, 1)
  return ok(labelsOf(state, number))
}

import { integer, list, object, optional, type Schema, type ValueOf } from '../component/schema.ts'
import { type Validated, validator } from '../environment/validate.ts'

/** Where a repository says what is accepted of its system. */
export const ACCEPTED_FILE = 'policies/acceptance.yaml'

const text = (description: string): Schema<string> => ({ type: 'string', minLength: 1, description }) as never
const byName = <T>(value: Schema<T>, description: string): Schema<Readonly<Record<string, T>>> =>
  ({ type: 'object', additionalProperties: value, description }) as never
const anything = (description: string): Schema<unknown> => ({ description }) as never

const path = text('a path such as /health')
const status = list(integer(100, 599, 'a status of HTTP'), 'the statuses that are right')

const request = object({
  name: text('what the request does, as in "sign up"'),
  method: text('GET, POST, PUT, PATCH or DELETE'),
  path: text('a path; {unique} is new in each run, {NAME} what an earlier request kept'),
  send: optional(anything('the body, as JSON')),
  status,
  keep: optional(
    byName(text('where in the answer, as in user.id'), 'what later requests need of the answer'),
  ),
  expect: optional(byName(anything('the value'), 'what the answer must hold, by where it is')),
  untried: optional(text('a text of the answer which says that this cannot be tried, with what it lacks')),
  always: optional({
    const: true,
    description: 'true: also after a failure, to remove what was made',
  } as never),
})

const document = object({
  id: text('a name of the criterion that stays'),
  asks: text('what the documents ask'),
  criteria: optional(list(text('the id of a criterion of npm run acceptance'), 'what tries it live')),
  scenarios: optional(
    list(integer(1, 99, 'a number of docs/e2e.md'), 'what tries it on a cluster of its own'),
  ),
  tests: optional(list(text('a file'), 'what tests it without a cluster')),
  seen: optional(text('what was seen otherwise than by npm run acceptance, and where that is recorded')),
  differs: optional(text('what differs on purpose')),
})

const ACCEPTED = object({
  user: optional(integer(1, 65_535, 'the user ID of images of our own')),
  imageMegabytes: optional(byName(integer(1, 100_000, 'megabytes'), 'the upper limit of images by service')),
  seconds: optional(
    object({
      deploy: optional(integer(1, 86_400, 'seconds that a sync may take')),
      rollout: optional(integer(1, 86_400, 'seconds until the pods of a new version are ready')),
    }),
  ),
  external: optional(
    object({
      service: text('the Service that people reach from outside'),
      healthy: path,
      closed: list(path, 'paths of inner services that must not be answered from outside'),
    }),
  ),
  journey: optional(list(request, 'what a user does, from signing up on')),
  documents: optional(list(document, "the documents' criteria, in their order")),
})

/** What is accepted of a system: what the criteria can't know by themselves, and the documents' list. */
export type Accepted = ValueOf<typeof ACCEPTED>
export type Request = ValueOf<typeof request>
export type DocumentCriterion = ValueOf<typeof document>

/** What policies/acceptance.yaml holds, and what is wrong with it. */
export const validateAccepted: (file: string, value: unknown) => Validated<Accepted> =
  validator<Accepted>(ACCEPTED)

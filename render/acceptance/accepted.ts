import { integer, list, object, optional, type Schema, type ValueOf } from '../component/schema.ts'
import { type Validated, validator } from '../environment/validate.ts'

/** Where a repository keeps the acceptance criteria of its system. */
export const ACCEPTED_FILE = 'policies/acceptance.yaml'

const text = (description: string): Schema<string> => ({ type: 'string', minLength: 1, description }) as never
const byName = <T>(value: Schema<T>, description: string): Schema<Readonly<Record<string, T>>> =>
  ({ type: 'object', additionalProperties: value, description }) as never
const anything = (description: string): Schema<unknown> => ({ description }) as never

const path = text('a path such as /health')
const status = list(integer(100, 599, 'an HTTP status'), 'the expected HTTP statuses')

const request = object({
  name: text('what the request does, as in "sign up"'),
  method: text('GET, POST, PUT, PATCH or DELETE'),
  path: text('a path; {unique} differs in each run, {NAME} is a value kept from an earlier answer'),
  send: optional(anything('the body, as JSON')),
  status,
  keep: optional(
    byName(text('where in the answer, as in user.id'), 'values of the answer that later requests use'),
  ),
  expect: optional(byName(anything('the value'), 'values that the answer must contain, by their place')),
  skipIf: optional(
    text(
      'a text in the answer that means the system is not set up for this request: the journey is then skipped',
    ),
  ),
  always: optional({
    const: true,
    description: 'true: send it even after a failure, to clean up',
  } as never),
})

const document = object({
  id: text('the stable name of the criterion'),
  asks: text('what the documents ask'),
  criteria: optional(
    list(text('the id of a criterion of npm run acceptance'), 'what tests it on a live environment'),
  ),
  scenarios: optional(
    list(integer(1, 99, 'a number of docs/e2e.md'), 'what tests it on a cluster of its own'),
  ),
  tests: optional(list(text('a file'), 'what tests it without a cluster')),
  seen: optional(text('a result not from npm run acceptance, and where it is recorded')),
  differs: optional(text('the deliberate difference')),
})

const ACCEPTED = object({
  user: optional(integer(1, 65_535, 'the user ID of our own images')),
  imageMegabytes: optional(byName(integer(1, 100_000, 'megabytes'), 'the upper limit of images by service')),
  seconds: optional(
    object({
      deploy: optional(integer(1, 86_400, 'seconds that a sync may take')),
      rollout: optional(integer(1, 86_400, 'seconds until the pods of a new version are ready')),
    }),
  ),
  external: optional(
    object({
      service: text('the Service that users reach from outside'),
      healthy: path,
      closed: list(path, 'paths of internal services that must not answer from outside'),
    }),
  ),
  journey: optional(list(request, 'the requests of a test user, from sign-up on')),
  documents: optional(list(document, "the documents' criteria, in order")),
})

/** The acceptance criteria of a system: limits, paths and requests that the criteria read, and the documents' list. */
export type Accepted = ValueOf<typeof ACCEPTED>
export type Request = ValueOf<typeof request>
export type DocumentCriterion = ValueOf<typeof document>

/** The content of policies/acceptance.yaml, and the problems in it. */
export const validateAccepted: (file: string, value: unknown) => Validated<Accepted> =
  validator<Accepted>(ACCEPTED)

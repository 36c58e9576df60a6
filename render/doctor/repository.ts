import type { Definition } from '../environment/environment.ts'
import { asksForHealth } from './asks-health.ts'
import { type Check, missing, ok, type Verdict, warn } from './check.ts'

export interface RepositoryFacts {
  /** How many things are wrong with what people wrote. */
  readonly problems: number
  /** How many rendered files are not what render would write; nothing if it can't be known. */
  readonly stale?: number
  readonly definitions: readonly Definition[]
  /** The files with secrets that git tracks. */
  readonly trackedSecrets: readonly string[]
  /** What git holds that stops Argo CD. */
  readonly hazards: readonly {
    readonly severity: 'error' | 'warning'
    readonly path: string
    readonly message: string
    readonly fix: string
  }[]
  /** Why git can't be asked. */
  readonly gitFailure?: string
  /** Nothing if it is no git repository. */
  readonly clone?: {
    readonly shallow: boolean
    readonly committer: boolean
    /** Whether git here has the branch `health`. */
    readonly health: boolean
  }
}

/** The state of the working tree: what keeps releases from being decided, and what still waits for someone. */
export function checkRepository(facts: RepositoryFacts): Check[] {
  const { definitions } = facts
  return [
    { name: 'definitions', needed: 'every command', ...definitionsOf(facts) },
    ...(facts.stale === undefined
      ? []
      : [{ name: 'overlays and apps', needed: 'Argo CD deploys them', ...rendered(facts.stale) }]),
    { name: 'clone', needed: 'bump, promote, rollback, hold, history', ...cloneOf(facts) },
    ...(facts.trackedSecrets.length > 0
      ? [
          {
            name: 'secrets in git',
            needed: 'confidentiality',
            ...missing(
              facts.trackedSecrets.join(', '),
              'Run git rm --cached, and replace every secret in the file: they are disclosed.',
            ),
          },
        ]
      : []),
    ...facts.hazards.map(({ severity, path, message, fix }) => ({
      name: path,
      needed: 'Argo CD checks out the whole repository',
      ...(severity === 'error' ? missing : warn)(message, fix),
    })),
    ...healthOf(facts),
    ...definitions.flatMap(exceptionsOf),
    ...definitions.flatMap(examplesOf),
  ].map((each): Check => ({ scope: 'this repository', ...each }))
}

/** Environments that ask for health, and nothing that records it: a gate stays closed, and nothing goes back by itself. */
function healthOf({ definitions, clone }: RepositoryFacts): Omit<Check, 'scope'>[] {
  const asked = asksForHealth(definitions)
  if (asked.length === 0 || !clone) return []
  const about = { name: 'record of health', needed: asked.join(', ') }
  return [
    {
      ...about,
      ...(clone.health
        ? ok('branch health; `npm run doctor -- --github` looks at what writes it')
        : warn(
            'no branch health is known here: promotions that need health are refused',
            '`git fetch origin health`. If there is none, set it up: docs/health.md, and `npm run doctor -- --github` looks at it.',
          )),
    },
  ]
}

const definitionsOf = ({ problems, definitions }: RepositoryFacts): Verdict =>
  problems === 0
    ? ok(definitions.map(({ name }) => name).join(', '))
    : missing(`${problems} wrong`, '`npm run validate` lists each with its place.')

const rendered = (stale: number): Verdict =>
  stale === 0
    ? ok('up to date')
    : missing(
        stale === 1 ? '1 file differs' : `${stale} files differ`,
        '`npm run check` lists them; `npm run render` and commit.',
      )

function cloneOf({ clone, gitFailure }: RepositoryFacts): Verdict {
  if (gitFailure !== undefined)
    return missing(
      gitFailure,
      'Fix that first: until then it is unknown whether a secrets.env is in git, and `npm run secrets` refuses.',
    )
  if (!clone) return missing('not a git repository', 'Work in a clone of your repository.')
  if (clone.shallow) return missing('shallow, with incomplete history', 'git fetch --unshallow')
  if (!clone.committer)
    return warn(
      'git has no author name and email',
      'git config user.name "Your Name" && git config user.email you@example.com',
    )
  return ok('whole')
}

const exceptionsOf = ({ name, environment: { exceptions = [] } }: Definition) =>
  exceptions.map(({ rule, resource, reason }) => ({
    name: `exception of ${name}`,
    needed: 'no rule is excepted',
    ...warn(
      `${rule}${resource ? ` for ${resource}` : ''}: ${reason}`,
      `When the reason no longer applies, remove it from environments/${name}/environment.yaml.`,
    ),
  }))

/** Every text in a value, however deep. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** Names and addresses that are reserved for examples: RFC 2606 and RFC 5737. */
const EXAMPLE_HOST = /(^|\.)example\.(com|org|net)$|\.example$/
const EXAMPLE_ADDRESS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\./

function examplesOf({ name, environment: { host, components } }: Definition) {
  const addresses = textsIn(components)
  return [
    ...(host !== undefined && EXAMPLE_HOST.test(host) ? [host] : []),
    ...addresses.filter((address) => EXAMPLE_ADDRESS.test(address)),
  ].map((value) => ({
    name: `example in ${name}`,
    needed: 'an environment of your own',
    ...warn(
      `${value} is reserved for examples`,
      `Replace it in environments/${name}/environment.yaml with your own value.`,
    ),
  }))
}

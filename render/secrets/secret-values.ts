import { suggest } from '../problem/nearest.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import { REGISTRY_KEY, type RequiredKey, variableOf } from './required.ts'

/** A Secret to be in the cluster: the value of each key, in clear. Never printed. */
export interface SecretValues {
  readonly name: string
  readonly type: 'Opaque' | 'kubernetes.io/dockerconfigjson'
  readonly values: Readonly<Record<string, string>>
  readonly deployments: readonly string[]
}

/**
 * Sorts the values of an env file into the Secrets that need them.
 *
 * @param file its name, for messages. @param given the values by variable, as the file has them.
 * @returns one entry for each Secret; or what is missing and what nothing reads.
 */
export function secretValues(
  file: string,
  given: Readonly<Record<string, string | undefined>>,
  required: readonly RequiredKey[],
): { secrets: SecretValues[]; problems: Problem[] } {
  const known = required.map(variableOf)
  const givenFor = (each: RequiredKey): string => given[variableOf(each)] ?? ''
  const problems = [
    ...required
      .filter((each) => !each.optional && !givenFor(each))
      .map((each) =>
        wrongFile(file, `${variableOf(each)} has no value: the Secret "${each.secret}" needs it.`),
      ),
    ...required
      .filter((each) => each.key === REGISTRY_KEY && givenFor(each) && !isRegistryConfig(givenFor(each)))
      .map((each) => wrongFile(file, `${variableOf(each)} ${NO_CONFIG}`)),
    ...Object.keys(given)
      .filter((key) => !known.includes(key))
      .map((key) => wrongFile(file, `${key} is read by nothing here.${suggest(key, known)}`)),
  ]
  const secrets: SecretValues[] = [...new Set(required.map(({ secret }) => secret))].flatMap(
    (name): SecretValues[] => {
      const keys = required.filter((each) => each.secret === name && givenFor(each))
      if (keys.length === 0) return []
      return [
        {
          name,
          type: keys.some(({ key }) => key === REGISTRY_KEY) ? 'kubernetes.io/dockerconfigjson' : 'Opaque',
          values: Object.fromEntries(keys.map((each) => [each.key, givenFor(each)])),
          deployments: [...new Set(keys.flatMap(({ deployments }) => deployments))].sort(),
        },
      ]
    },
  )
  return { secrets, problems }
}

const NO_CONFIG =
  'must be the JSON of a Docker config file in single quotes: \'{"auths": {"ghcr.io": {"auth": "BASE64 OF USER:TOKEN"}}}\'.'

/** What the kubelet can log in with; the API server itself asks for JSON only. */
function isRegistryConfig(text: string): boolean {
  try {
    const { auths } = JSON.parse(text) as { auths?: unknown }
    return typeof auths === 'object' && auths !== null && Object.keys(auths).length > 0
  } catch {
    return false
  }
}

import { suggest } from '../problem/nearest.ts'
import { type Problem, wrongFile } from '../problem/problem.ts'
import type { RequiredKey } from './required.ts'

/** A Secret to be in the cluster: the value of each key, in clear. Never printed. */
export interface SecretValues {
  readonly name: string
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
  const known = required.map(({ key }) => key)
  const problems = [
    ...required
      .filter(({ key, optional }) => !optional && !given[key])
      .map(({ key, secret }) => wrongFile(file, `${key} has no value: the Secret "${secret}" needs it.`)),
    ...Object.keys(given)
      .filter((key) => !known.includes(key))
      .map((key) => wrongFile(file, `${key} is read by nothing here.${suggest(key, known)}`)),
  ]
  const secrets = [...new Set(required.map(({ secret }) => secret))].flatMap((name) => {
    const keys = required.filter(({ secret, key }) => secret === name && given[key])
    if (keys.length === 0) return []
    return [
      {
        name,
        values: Object.fromEntries(keys.map(({ key }) => [key, given[key] as string])),
        deployments: [...new Set(keys.flatMap(({ deployments }) => deployments))].sort(),
      },
    ]
  })
  return { secrets, problems }
}

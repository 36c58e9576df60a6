import { ofKind, show, titleOf } from '../../lookup.ts'
import { isPullSecret } from '../../references.ts'
import type { Rule, Violation } from '../../rule.ts'
import { type SecretUse, secretUses } from '../../secret-uses.ts'

/**
 * Secrets made by hand take their names and keys from the manifests themselves, so that a misspelt name makes a
 * misspelt Secret, and works. Two things can still be wrong: what the command can't make, and one key in two Secrets,
 * which a misspelt name nearly always is. A name that is misspelt everywhere can't be seen.
 */
export const secretEnvFile: Rule = {
  id: 'secret-env-file',
  severity: 'error',
  needs: ['environment'],
  title:
    'Without External Secrets, `npm run secrets` can create every Secret that pods and ServiceAccounts reference.',
  why: 'It creates the Secrets that secretKeyRef references, with each value from the line of that key in secrets.env: two Secrets with the same key get the same value, and the keys of a Secret referenced as a whole are unknown.',
  remediation:
    'Reference each key with its own secretKeyRef, and each key in one Secret only; reference registry credentials in imagePullSecrets.',
  *check(subject) {
    if (ofKind(subject, 'ExternalSecret').length > 0) return
    const all = secretUses(subject)
    const pulled = new Set(all.filter(isPull).map(({ reference }) => reference.name))
    for (const use of all) {
      const { reference, resource } = use
      const { name, path, variable, optional } = reference
      if (!variable && !optional && !isPull(use))
        yield {
          resource,
          path,
          message: `\`npm run secrets\` cannot create the Secret ${show(name)} for this: it supports only secretKeyRef and imagePullSecrets.`,
        }
      else if (variable && pulled.has(name))
        yield {
          resource,
          path,
          message: `The Secret ${show(name)} is also in imagePullSecrets and contains only registry credentials; use another Secret.`,
        }
    }
    yield* twice(all)
  },
}

const isPull = ({ reference }: SecretUse): boolean => isPullSecret(reference)

/** A key that is read from two Secrets: where it is read from the Secret that is named less often, that is wrong. */
function* twice(uses: readonly SecretUse[]): Generator<Violation> {
  const times = (name: string): number => uses.filter(({ reference }) => reference.name === name).length
  const readers = new Map<string, SecretUse[]>()
  for (const use of uses) {
    const { key, variable } = use.reference
    if (key !== undefined && variable) readers.set(key, [...(readers.get(key) ?? []), use])
  }
  for (const [key, found] of readers) {
    const names = [...new Set(found.map(({ reference }) => reference.name))]
    if (names.length === 1) continue
    const main = names.sort((a, b) => times(b) - times(a) || (a < b ? -1 : 1))[0] as string
    const witness = found.find(({ reference }) => reference.name === main) as SecretUse
    for (const { reference, resource } of found)
      if (reference.name !== main)
        yield {
          resource,
          path: reference.path,
          message: `${show(key)} is read from the Secret ${show(reference.name)} here and from ${show(main)} in ${titleOf(witness.resource)}; use one Secret.`,
        }
  }
}

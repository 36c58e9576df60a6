import { ofKind, podsOf, show, titleOf } from '../lookup.ts'
import { type Reference, referencesOf } from '../references.ts'
import type { Rule, Subject, Violation } from '../rule.ts'

/**
 * Secrets made by hand take their names and keys from the manifests themselves, so that a misspelt name makes a
 * misspelt Secret, and works. Two things can still be wrong: what the command can't make, and one key in two Secrets,
 * which a misspelt name nearly always is. A name that is misspelt everywhere can't be seen.
 */
export const secretByHand: Rule = {
  id: 'secret-by-hand',
  severity: 'error',
  title: 'Without External Secrets, `npm run secrets` can make every Secret that a pod refers to.',
  why: 'It makes what variables refer to key by key, and takes each value from the line of that key in secrets.env: it gives two Secrets with the same key the same value, and knows nothing of the keys of a Secret that is taken as a whole.',
  mend: 'Refer to each key with a secretKeyRef of its own, and to each key in one Secret only.',
  *check(subject) {
    if (ofKind(subject, 'ExternalSecret').length > 0) return
    const all = podsOf(subject).flatMap((pod) =>
      referencesOf(pod, 'Secret').map((reference) => ({ reference, resource: pod.resource })),
    )
    for (const { reference, resource } of all)
      if (!reference.variable && !reference.optional)
        yield {
          resource,
          path: reference.path,
          message: `\`npm run secrets\` can't make the Secret ${show(reference.name)} for this: it reads only secretKeyRef.`,
        }
    yield* twice(all)
  },
}

interface Use {
  readonly reference: Reference
  readonly resource: Subject['resources'][number]
}

/** A key that is read from two Secrets: where it is read from the Secret that is named less often, that is wrong. */
function* twice(uses: readonly Use[]): Generator<Violation> {
  const times = (name: string): number => uses.filter(({ reference }) => reference.name === name).length
  const readers = new Map<string, Use[]>()
  for (const use of uses) {
    const { key, variable } = use.reference
    if (key !== undefined && variable) readers.set(key, [...(readers.get(key) ?? []), use])
  }
  for (const [key, found] of readers) {
    const names = [...new Set(found.map(({ reference }) => reference.name))]
    if (names.length === 1) continue
    const main = names.sort((a, b) => times(b) - times(a) || (a < b ? -1 : 1))[0] as string
    const witness = found.find(({ reference }) => reference.name === main) as Use
    for (const { reference, resource } of found)
      if (reference.name !== main)
        yield {
          resource,
          path: reference.path,
          message: `${show(key)} is read from the Secret ${show(reference.name)} here, and from ${show(main)} in ${titleOf(witness.resource)}: expected one Secret.`,
        }
  }
}

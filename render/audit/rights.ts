/** A rule of a SelfSubjectRulesReview: what someone may do in a namespace. */
export interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
}

const READING = ['get', 'list', 'watch']
/** What everybody may do: ask about themselves. */
const ABOUT_ONESELF = /^selfsubject[a-z]*$/
/** Reading these is more than looking: it shows secrets, or opens a way into a pod. */
const MORE_THAN_LOOKING = /^(\*|secrets|[a-z*]+\/(\*|exec|attach|portforward|proxy))$/

/**
 * What is allowed besides looking, as `VERBS RESOURCES`, each once; nothing if someone may only look, and at no Secret.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function beyondReading(rules: readonly Rule[]): string[] {
  const found = rules.flatMap(({ verbs, resources = [] }) => {
    const counted = resources.filter((resource) => !ABOUT_ONESELF.test(resource))
    const changing = verbs.filter((verb) => !READING.includes(verb))
    const opening = counted.filter((resource) => MORE_THAN_LOOKING.test(resource))
    if (counted.length === 0) return []
    if (changing.length > 0) return [`${changing.join(',')} ${counted.join(',')}`]
    return opening.length > 0 ? [`${verbs.join(',')} ${opening.join(',')}`] : []
  })
  return [...new Set(found)].sort()
}

import { containersIn, nameOf, show } from '../../lookup.ts'
import { placeholderIn } from '../../placeholder.ts'
import type { Rule } from '../../rule.ts'
import { variablesOf } from '../../variables.ts'

export const settingPlaceholder: Rule = {
  id: 'setting-placeholder',
  severity: 'error',
  title: 'No setting holds a placeholder, such as `<model>`, `changeme` or `xxx`.',
  why: 'The program takes it for a value: it starts, is ready, and fails at the first request that needs the setting.',
  remediation:
    'Write the value, or remove the setting if it has a default. For one that looks like a placeholder and is none, add an exception.',
  *check(subject) {
    const seen = new Set<string>()
    for (const { pod, container } of containersIn(subject))
      for (const { name, value, resource, path } of variablesOf(subject, pod.resource, container).values()) {
        const found = placeholderIn(value)
        // Two pods may read one ConfigMap.
        const place = `${resource.kind}/${nameOf(resource)}/${path.join('/')}`
        if (found === undefined || seen.has(place)) continue
        seen.add(place)
        const what = found === value ? 'which is' : `and ${show(found)} is`
        yield { resource, path, message: `${name} is ${show(value)}, ${what} a placeholder.` }
      }
  },
}

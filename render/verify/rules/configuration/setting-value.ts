import { at, items } from '../../../kubernetes/resource.ts'
import { containersIn, find, nameOf, show, text } from '../../lookup.ts'
import type { Rule, Violation } from '../../rule.ts'
import { quoteFlaw, settingFlaw, shellReference } from '../../setting-flaw.ts'
import { type Variable, variablesOf } from '../../variables.ts'

/** Whether a program reads a setting as it should is for the rule `program`, of the programs that it knows. */
export const settingValue: Rule = {
  id: 'setting-value',
  severity: 'error',
  title:
    'A setting is a plain value without quotes, trailing comment or space, or `$(NAME)`; arguments reference existing variables.',
  why: 'The program receives them as part of the value: kustomize keeps what a .env parser would drop, and Kubernetes expands `$(NAME)` only in `env`, `command` and `args`, not in envFrom. https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
  remediation:
    'Write the exact value for the program. For a value composed of others, set `env` with `$(NAME)` in the manifest, after the variables it references.',
  *check(subject) {
    const seen = new Set<string>()
    for (const { pod, container } of containersIn(subject)) {
      const declared = new Set<string>()
      for (const [index, each] of items(at(container.value, 'env')).entries()) {
        const [name, value] = [text(at(each, 'name')) ?? '', text(at(each, 'value'))]
        const flaw = value === undefined ? undefined : literalFlaw(value, declared)
        if (flaw && value !== undefined)
          yield violation(
            { name, value, resource: pod.resource, path: [...container.path, 'env', index, 'value'] },
            flaw,
          )
        declared.add(name)
      }
      const variables = variablesOf(subject, pod.resource, container)
      const isKnown = (name: string): boolean => declared.has(name) || variables.has(name) || ofService(name)
      for (const field of ['command', 'args'])
        for (const [index, each] of items(at(container.value, field)).entries()) {
          const unknown = references(text(each) ?? '', ARGUMENT).find(([, name = '']) => !isKnown(name))
          if (unknown)
            yield {
              resource: pod.resource,
              path: [...container.path, field, index],
              message: `${unknown[0]} is not expanded: the container has no variable of this name.`,
            }
        }
      for (const variable of variables.values()) {
        if (variable.resource.kind !== 'ConfigMap') continue
        const flaw = settingFlaw(variable.value)
        // Two pods may read one ConfigMap.
        const place = `${nameOf(variable.resource)}/${variable.path.join('/')}`
        if (flaw === undefined || seen.has(place)) continue
        seen.add(place)
        yield violation(variable, flaw)
      }
    }

    /** A value in `env`: there `$(NAME)` is expanded if the variable is declared before it, and `$$(` is an escaped `$(`. */
    function literalFlaw(value: string, declared: ReadonlySet<string>): string | undefined {
      const unknown = references(value, /\$\(([A-Za-z_][\w.-]*)\)/g).find(
        ([, name = '']) => !declared.has(name) && !ofService(name),
      )
      if (unknown) return `${unknown[0]} is not expanded: no variable before it in env has this name`
      const shell = shellReference(value)
      return shell ? `${shell[0]} is not expanded: Kubernetes expands only $(NAME)` : quoteFlaw(value)
    }

    /** Every Service of the namespace gives its pods variables: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
    function ofService(variable: string): boolean {
      const name = /^([A-Z0-9_]+?)_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\w+)?)$/.exec(variable)?.[1]
      if (name === 'KUBERNETES') return true
      return (
        name !== undefined && find(subject, 'Service', name.toLowerCase().replaceAll('_', '-')) !== undefined
      )
    }
  },
}

/** What Kubernetes would expand; `$$` is an escaped `$`. */
const references = (value: string, pattern: RegExp): RegExpExecArray[] => [
  ...value.replaceAll('$$', '').matchAll(pattern),
]

/** In capitals only: `$(hostname)` in an argument is for the shell that it is handed to. */
const ARGUMENT = /\$\(([A-Z_][A-Z0-9_]*)\)/g

const violation = ({ name, value, resource, path }: Variable, flaw: string): Violation => ({
  resource,
  path,
  message: `${name} is ${show(value)}: ${flaw}.`,
})

import { componentsOf } from '../../environment/components.ts'
import { givenName, nameOf, titleOf } from '../lookup.ts'
import { leavesTrace } from '../patch-trace.ts'
import type { Rule, Subject } from '../rule.ts'
import { isFor, type TargetedPatch } from '../targeted-patches.ts'

/** A patch for what this environment doesn't have, such as the database of another one, is none of its business. */
export const componentEffect: Rule = {
  id: 'component-effect',
  severity: 'warning',
  needs: ['base'],
  title: 'Something of every patch of a component that is on is in the environment.',
  why: "An environment's own patches come after those of components, and replace lists as a whole: a component can be on, and do nothing.",
  remediation:
    'Take out of environment.yaml what overrules it, switch the component off, or change in base what both want to change.',
  *check(subject) {
    const on = componentsOf(subject.environment)
    for (const patch of subject.fleet.patches) {
      const { file, index, component, content } = patch
      if (component === undefined || !on.includes(component) || content === undefined) continue
      const meant = meantBy(patch, subject)
      if (meant.length === 0 || meant.some((resource) => leavesTrace(content, resource))) continue
      yield {
        message: `Nothing of this patch of component "${component}" is left in ${meant.map(titleOf).join(', ')}.`,
        source: { file, path: ['patches', index], at: 'value' },
      }
    }
  },
}

const meantBy = ({ target }: TargetedPatch, { resources }: Subject) =>
  resources.filter((resource) => {
    const name = nameOf(resource)
    const given = resource.kind === 'ConfigMap' ? givenName(name) : name
    return isFor(target, { kind: resource.kind, name: given })
  })

import { componentsOf } from '../../../environment/components.ts'
import { givenName, nameOf, titleOf } from '../../lookup.ts'
import { hasEffect } from '../../patch-trace.ts'
import type { Rule, Subject } from '../../rule.ts'
import { isFor, type TargetedPatch } from '../../targeted-patches.ts'

/** A patch for what this environment doesn't have, such as the database of another one, is none of its business. */
export const componentEffect: Rule = {
  id: 'component-effect',
  severity: 'warning',
  needs: ['base'],
  title: 'Every patch of an enabled component has an effect in the build.',
  why: "An environment's own patches apply after those of components and replace whole lists: a component can be enabled and have no effect.",
  remediation:
    'Remove the override from environment.yaml, disable the component, or change in base the field that both patch.',
  *check(subject) {
    const on = componentsOf(subject.environment)
    for (const patch of subject.fleet.patches) {
      const { file, index, component, content } = patch
      if (component === undefined || !on.includes(component) || content === undefined) continue
      const meant = meantBy(patch, subject)
      if (meant.length === 0 || meant.some((resource) => hasEffect(content, resource))) continue
      yield {
        message: `This patch of component "${component}" has no effect on ${meant.map(titleOf).join(', ')}: later patches override it.`,
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

import { componentsOf } from '../../environment/components.ts'
import type { Rule } from '../rule.ts'

export const patchTarget: Rule = {
  id: 'patch-target',
  severity: 'error',
  needs: ['base'],
  title: 'Every patch of base with a target is for a resource that base has.',
  why: 'Kustomize passes over a target that it finds nothing for, without a word: what the patch was to protect or to change stays as it was. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/',
  remediation: 'Correct kind and name of the target, or remove the patch.',
  *check({ environment, fleet }) {
    const on = componentsOf(environment)
    for (const { file, index, component, target, met } of fleet.patches) {
      if (met || (component !== undefined && !on.includes(component))) continue
      const kind = target.kind === '.*' ? 'resource' : target.kind
      yield {
        message: `Base has no ${kind}${target.name === '.*' ? '' : ` called "${target.name}"`} for this patch.`,
        source: { file, path: ['patches', index], at: 'value' },
      }
    }
  },
}

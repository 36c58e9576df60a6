import { componentsOf } from '../../../environment/components.ts'
import type { Rule } from '../../rule.ts'

export const patchTarget: Rule = {
  id: 'patch-target',
  severity: 'error',
  needs: ['base'],
  title: 'Every patch target in base matches a resource of base.',
  why: 'Kustomize silently skips a target that matches nothing: what the patch was to protect or change stays as it was. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/',
  remediation: 'Correct kind and name of the target, or remove the patch.',
  *check({ environment, fleet }) {
    const on = componentsOf(environment)
    for (const { file, index, component, target, met } of fleet.patches) {
      if (met || (component !== undefined && !on.includes(component))) continue
      const kind = target.kind === '.*' ? 'resource' : target.kind
      yield {
        message: `No ${kind}${target.name === '.*' ? '' : ` "${target.name}"`} in base matches the target of this patch.`,
        source: { file, path: ['patches', index], at: 'value' },
      }
    }
  },
}

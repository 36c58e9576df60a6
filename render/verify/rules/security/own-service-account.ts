import { at } from '../../../kubernetes/resource.ts'
import { nameOf, ofKind, podsOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const ownServiceAccount: Rule = {
  id: 'own-service-account',
  severity: 'error',
  title: 'Every workload has its own ServiceAccount, never the default one.',
  why: 'Permissions granted to "default" apply to every pod of the namespace, including those started by hand. https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  remediation: 'Add a ServiceAccount to the folder of the workload and set serviceAccountName to it.',
  *check(subject) {
    const users = new Map<string, string>()
    for (const { resource, spec, path } of podsOf(subject)) {
      const name = at(spec, 'serviceAccountName') ?? at(spec, 'serviceAccount')
      const place = [...path, 'serviceAccountName']
      if (typeof name !== 'string' || name === '' || name === 'default')
        yield {
          resource,
          path: place,
          message: `The pods run as ServiceAccount "default"${name === 'default' ? '' : ' because none is set'}; set their own.`,
        }
      else if (users.has(name))
        yield {
          resource,
          path: place,
          message: `ServiceAccount "${name}" is also used by ${users.get(name)}; use a separate one.`,
        }
      else users.set(name, nameOf(resource))
    }
    for (const resource of ofKind(subject, 'ServiceAccount'))
      if (nameOf(resource) === 'default')
        yield {
          resource,
          path: ['metadata', 'name'],
          message: 'ServiceAccount "default" is created with the namespace; use another name.',
        }
  },
}

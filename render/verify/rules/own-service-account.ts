import { at } from '../../kubernetes/resource.ts'
import { nameOf, ofKind, podsOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const ownServiceAccount: Rule = {
  id: 'own-service-account',
  severity: 'error',
  title: 'Every workload runs as a ServiceAccount of its own, never as the default one.',
  why: 'Rights that somebody gives to "default" go to every pod of the namespace, also to those started by hand. https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  remediation: 'Bring a ServiceAccount in the folder of the workload and name it in serviceAccountName.',
  *check(subject) {
    const users = new Map<string, string>()
    for (const { resource, spec, path } of podsOf(subject)) {
      const name = at(spec, 'serviceAccountName') ?? at(spec, 'serviceAccount')
      const place = [...path, 'serviceAccountName']
      if (typeof name !== 'string' || name === '' || name === 'default')
        yield {
          resource,
          path: place,
          message: `The pods run as the ServiceAccount "default"${name === 'default' ? '' : ', because none is named'}: expected one of their own.`,
        }
      else if (users.has(name))
        yield {
          resource,
          path: place,
          message: `The ServiceAccount "${name}" is that of ${users.get(name)}: expected one of its own.`,
        }
      else users.set(name, nameOf(resource))
    }
    for (const resource of ofKind(subject, 'ServiceAccount'))
      if (nameOf(resource) === 'default')
        yield {
          resource,
          path: ['metadata', 'name'],
          message:
            'The ServiceAccount is the default one, which belongs to the namespace: expected another name.',
        }
  },
}

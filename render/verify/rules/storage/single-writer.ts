import { at, items } from '../../../kubernetes/resource.ts'
import { find, nameOf, ofKind, podsOf, titleOf } from '../../lookup.ts'
import { referencesOf } from '../../references.ts'
import { mostAtOnce, replicasOf } from '../../replicas.ts'
import type { Rule } from '../../rule.ts'

export const singleWriter: Rule = {
  id: 'single-writer',
  severity: 'error',
  title: 'A workload that mounts a ReadWriteOnce claim has exactly one pod, and every claim has a user.',
  why: 'Two pods on one node write to the same files and corrupt a database; on two nodes, the second never starts. An unused claim still costs money. https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  remediation:
    'Set one replica, and strategy Recreate for a Deployment; or give each pod its own claim with volumeClaimTemplates.',
  *check(subject) {
    const used = new Set<string>()
    for (const pod of podsOf(subject))
      for (const { name, path } of referencesOf(pod, 'PersistentVolumeClaim')) {
        used.add(name)
        const claim = find(subject, 'PersistentVolumeClaim', name)
        const modes = items(at(claim, 'spec', 'accessModes'))
        const { resource } = pod
        if (!claim || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) continue
        const [least, most] = [replicasOf(subject, resource).least, mostAtOnce(subject, resource)]
        if (least === 1 && most === 1) continue
        const message = `${titleOf(resource)} runs ${least === 0 ? 'no pod' : `up to ${most} pods`} on ${titleOf(claim)}, which is for a single pod: expected exactly one.`
        yield {
          resource,
          path: least === 0 || resource.kind === 'StatefulSet' ? ['spec', 'replicas'] : path,
          message,
        }
      }
    for (const resource of ofKind(subject, 'PersistentVolumeClaim'))
      if (!used.has(nameOf(resource)))
        yield { resource, path: ['metadata', 'name'], message: `No pod mounts ${titleOf(resource)}.` }
  },
}

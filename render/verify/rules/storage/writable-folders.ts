import { containersOf } from '../../../kubernetes/pods.ts'
import { at, items } from '../../../kubernetes/resource.ts'
import { podsOf, show, text } from '../../lookup.ts'
import { programOf } from '../../programs/find.ts'
import type { Rule } from '../../rule.ts'

export const writableFolders: Rule = {
  id: 'writable-folders',
  severity: 'error',
  title:
    'A container with a read-only root file system mounts volumes where its program writes; data is on a claim.',
  why: 'A program that cannot write to /tmp fails at its first write, perhaps long after it was reported healthy. A database in an emptyDir is empty after each restart. https://kubernetes.io/docs/concepts/storage/volumes/',
  remediation: 'Mount an emptyDir where the program writes, and a claim at the `data` path of programs.yaml.',
  *check(subject) {
    // Where nothing says what programs write, as in a folder of anyone, one may write nowhere.
    const areKnown = subject.fleet.programs.all.length > 0
    for (const pod of podsOf(subject))
      for (const container of containersOf(pod)) {
        const mounts = items(at(container.value, 'volumeMounts'))
        const paths = mounts.map((each) => text(at(each, 'mountPath')) ?? '')
        const place = { resource: pod.resource, path: [...container.path, 'volumeMounts'] }
        const program = programOf(subject.fleet.programs, pod, container)
        const wanted = [...(areKnown ? ['/tmp'] : []), ...(program?.writes ?? [])]
        if (at(container.value, 'securityContext', 'readOnlyRootFilesystem') === true)
          for (const folder of wanted.filter((each) => !paths.includes(each)))
            yield {
              ...place,
              message: `Container "${container.name}" cannot write to ${folder}; mount a volume there.`,
            }
        for (const [index, path] of paths.entries())
          if (!path.startsWith('/') || (path.endsWith('/') && path !== '/'))
            yield {
              ...place,
              path: [...place.path, index, 'mountPath'],
              message: `mountPath ${show(path)} is invalid: expected an absolute path without a trailing slash.`,
            }
        const folder = program?.data
        if (folder === undefined) continue
        const holder = mounts.find((_, index) => `${folder}/`.startsWith(`${paths[index]}/`))
        if (!isClaim(pod.spec, pod.resource, text(at(holder, 'name'))))
          yield {
            ...place,
            message: `Its data folder ${folder} is not on a PersistentVolumeClaim: the data is lost with the pod.`,
          }
      }
  },
}

const isClaim = (spec: unknown, workload: unknown, name: string | undefined): boolean =>
  items(at(spec, 'volumes')).some(
    (each) => at(each, 'name') === name && at(each, 'persistentVolumeClaim', 'claimName'),
  ) ||
  items(at(workload, 'spec', 'volumeClaimTemplates')).some((each) => at(each, 'metadata', 'name') === name)

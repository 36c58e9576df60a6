import { containersOf } from '../../kubernetes/pods.ts'
import { at, items, own } from '../../kubernetes/resource.ts'
import { podsOf, show, text } from '../lookup.ts'
import type { Rule } from '../rule.ts'

/** Where programs write by the last part of their image's name, besides /tmp. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = { postgres: ['/var/run/postgresql'] }

export const writableFolders: Rule = {
  id: 'writable-folders',
  severity: 'error',
  title:
    'A container with a read-only root has volumes where its program writes; a database keeps its data on a claim.',
  why: 'A program that can not write to /tmp fails when it first tries to, which may be long after it was found healthy. A database in an emptyDir is empty after each restart. https://kubernetes.io/docs/concepts/storage/volumes/',
  mend: 'Mount an emptyDir at /tmp, and the claim of a database where PGDATA is.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const container of containersOf(pod)) {
        const mounts = items(at(container.value, 'volumeMounts'))
        const paths = mounts.map((each) => text(at(each, 'mountPath')) ?? '')
        const place = { resource: pod.resource, path: [...container.path, 'volumeMounts'] }
        const image =
          (text(at(container.value, 'image')) ?? '').split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? ''
        const server = image === 'postgres' && at(container.value, 'command') === undefined
        const wanted = ['/tmp', ...(server ? (own(FOLDERS, image) ?? []) : [])]
        if (at(container.value, 'securityContext', 'readOnlyRootFilesystem') === true)
          for (const folder of wanted.filter((each) => !paths.includes(each)))
            yield {
              ...place,
              message: `Container "${container.name}" can't write to ${folder}: expected a volume there.`,
            }
        for (const [index, path] of paths.entries())
          if (!path.startsWith('/') || (path.endsWith('/') && path !== '/'))
            yield {
              ...place,
              path: [...place.path, index, 'mountPath'],
              message: `The mountPath is ${show(path)}: expected a path from / on, without / behind.`,
            }
        const data = items(at(container.value, 'env')).find((each) => at(each, 'name') === 'PGDATA')
        const folder = text(at(data, 'value')) ?? '/var/lib/postgresql/data'
        const holder = mounts.find((_, index) => `${folder}/`.startsWith(`${paths[index]}/`))
        if (server && !isClaim(pod.spec, pod.resource, text(at(holder, 'name'))))
          yield {
            ...place,
            message: `${folder}, where the database is, is on no PersistentVolumeClaim: it goes with the pod.`,
          }
      }
  },
}

const isClaim = (spec: unknown, workload: unknown, name: string | undefined): boolean =>
  items(at(spec, 'volumes')).some(
    (each) => at(each, 'name') === name && at(each, 'persistentVolumeClaim', 'claimName'),
  ) ||
  items(at(workload, 'spec', 'volumeClaimTemplates')).some((each) => at(each, 'metadata', 'name') === name)

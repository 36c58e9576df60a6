import { parseQuantity } from '../../../kubernetes/quantity/parse.ts'
import { compare, fromInteger } from '../../../kubernetes/quantity/quantity.ts'
import { at, entries, items } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { podsOf, show, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

const MEBIBYTE = fromInteger(2 ** 20)

export const volumeUse: Rule = {
  id: 'volume-use',
  severity: 'error',
  title:
    'Every volume is mounted and has a source; an emptyDir has a sizeLimit below the ephemeral-storage limit.',
  why: 'An unmounted volume usually means a forgotten mount: the program writes elsewhere, or fails. A volume without a source is an empty folder, whatever was intended. An emptyDir without a limit fills the node. https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  remediation:
    'Mount it or remove it; set the sizeLimit of an emptyDir between 1Mi and the ephemeral-storage limit.',
  *check(subject) {
    for (const pod of podsOf(subject)) {
      const containers = allContainers(pod).map(({ value }) => value)
      const mounted = containers.flatMap((each) =>
        ['volumeMounts', 'volumeDevices'].flatMap((list) =>
          items(at(each, list)).map((mount) => at(mount, 'name')),
        ),
      )
      const [most] = containers
        .flatMap((each) => parseQuantity(at(each, 'resources', 'limits', 'ephemeral-storage')) ?? [])
        .sort(compare)
      for (const [index, volume] of items(at(pod.spec, 'volumes')).entries()) {
        const name = text(at(volume, 'name'))
        const place = { resource: pod.resource, path: [...pod.path, 'volumes', index] }
        if (name !== undefined && !mounted.includes(name))
          yield { ...place, message: `No container mounts the volume ${show(name)}; mount or remove it.` }
        const [source] = entries(volume).filter(([key, value]) => key !== 'name' && value !== null)
        if (!source)
          yield {
            ...place,
            message: `Volume ${show(name)} has no source; set emptyDir or another source.`,
          }
        if (source?.[0] !== 'emptyDir') continue
        const limit = at(source[1], 'sizeLimit') ?? undefined
        const bytes = parseQuantity(limit)
        const path = [...place.path, 'emptyDir', 'sizeLimit']
        if (!bytes) yield { ...place, path, message: `The emptyDir ${show(name)} has no sizeLimit.` }
        else if (compare(bytes, MEBIBYTE) < 0 || (most && compare(bytes, most) > 0))
          yield {
            ...place,
            path,
            message: `The emptyDir ${show(name)} has the sizeLimit ${show(limit)}: expected ${compare(bytes, MEBIBYTE) < 0 ? '1Mi or more' : "no more than the container's ephemeral-storage limit"}.`,
          }
      }
    }
  },
}

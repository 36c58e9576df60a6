import { at, type Resource } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { containersIn, text } from './lookup.ts'
import type { Subject } from './rule.ts'

/** An image that a container runs: `repository:tag@digest`. */
export interface Image {
  readonly reference: string
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
  readonly resource: Resource
  readonly path: Path
}

export const imagesOf = (subject: Subject): Image[] =>
  containersIn(subject).flatMap(({ pod, container }) => {
    const reference = text(at(container.value, 'image'))
    if (reference === undefined) return []
    return [{ ...parse(reference), resource: pod.resource, path: [...container.path, 'image'] }]
  })

/** A colon before a slash belongs to the registry's port. */
function parse(reference: string): Pick<Image, 'reference' | 'repository' | 'tag' | 'digest'> {
  const [name = '', digest] = reference.split('@')
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return {
    reference,
    repository: colon < 0 ? name : name.slice(0, colon),
    tag: colon < 0 ? undefined : name.slice(colon + 1),
    digest,
  }
}

/**
 * The service whose image this is: everything in the registry is one of ours, and so is the bare name of a service,
 * which base writes and release/ replaces. Nothing if it is a third-party image.
 */
export function serviceOf({ repository }: Image, { fleet, environment }: Subject): string | undefined {
  const inside = `${fleet.registry}/`
  if (repository.startsWith(inside)) return repository.slice(inside.length)
  const known = [...fleet.images, ...Object.keys(environment.release)]
  return known.includes(repository) ? repository : undefined
}

/** The image that release.yaml gives a service; nothing if it has no entry. */
export function releasedImage(service: string, { fleet, environment }: Subject): string | undefined {
  const entry = Object.hasOwn(environment.release, service) ? environment.release[service] : undefined
  return (
    entry &&
    `${fleet.registry}/${service}:${entry.tag}${entry.digest === undefined ? '' : `@${entry.digest}`}`
  )
}

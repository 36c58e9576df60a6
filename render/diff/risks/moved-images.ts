import { containersOf, podTemplateOf } from '../../kubernetes/pods.ts'
import { at, type Resource } from '../../kubernetes/resource.ts'
import { type Change, formerly, standing } from '../change.ts'
import { hideText } from '../compare/hide.ts'
import { isOlderTag } from './tag-order.ts'

/** An image of a container on both sides of a change, where they differ. */
export interface MovedImage {
  /** The first that runs it. */
  readonly resource: Resource
  readonly then: Image
  readonly now: Image
}

export interface Image {
  /** All of it, to compare; what is quoted are its parts. */
  readonly text: string
  readonly name: string
  readonly tag: string
  readonly digest?: string
}

/** The images that a change moves; each named once, however many workloads run it. */
export function movedImages(change: Change): MovedImage[] {
  const former = formerly(change)
  const found = standing(change).flatMap((after) => {
    const before = former(after)
    const old = before ? imagesOf(before) : new Map<string, Image>()
    return [...imagesOf(after)].flatMap(([container, now]) => {
      const then = old.get(container)
      return then && then.text !== now.text ? [{ resource: after, then, now }] : []
    })
  })
  return [...Map.groupBy(found, ({ then, now }) => `${then.text} ${now.text}`).values()].flatMap(([first]) =>
    first ? [first] : [],
  )
}

/** The service that an image is of: the last part of its name. */
export const serviceOf = ({ name }: Image): string => name.split('/').at(-1) ?? ''

/**
 * Whether an image is older than the one before: by the ancestry of its source where that is known, else by their tags.
 */
export function isDowngrade({ then, now }: MovedImage, { before, after, options }: Change): boolean {
  const service = serviceOf(now)
  const [old, next] = [before?.commits?.[service], after?.commits?.[service]]
  const older = old && next && old !== next ? options.isOlder?.(next, old) : undefined
  if (older !== undefined) return older
  return isOlderTag(then.tag, now.tag)
}

function imagesOf(resource: Resource): Map<string, Image> {
  const template = podTemplateOf(resource)
  return new Map(
    (template ? containersOf(template) : []).map(({ name, value }) => [
      name,
      parseImage(String(at(value, 'image'))),
    ]),
  )
}

/** `registry:5000/name:tag@digest`; the colon of a port is followed by a slash. */
function parseImage(text: string): Image {
  const [reference = '', digest] = hideText(text).split('@')
  const [, name = reference, tag = ''] = /^(.*?):([^:/]+)$/.exec(reference) ?? []
  return { text, name, tag, ...(digest && { digest }) }
}

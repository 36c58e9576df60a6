import { containersOf, podTemplateOf } from '../../kubernetes/pods.ts'
import { at, type Resource } from '../../kubernetes/resource.ts'
import { type Change, formerly, standing } from '../change.ts'
import { hideText } from '../compare/hide.ts'

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

/** The images that a change moves; each named once, whoever runs it. */
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

/** The ancestry of the source tells it where it is known, else the version in the tag, if both are versions. */
export function goesBack({ then, now }: MovedImage, { before, after, options }: Change): boolean {
  const service = serviceOf(now)
  const [old, next] = [before?.commits?.[service], after?.commits?.[service]]
  const older = old && next && old !== next ? options.isOlder?.(next, old) : undefined
  if (older !== undefined) return older
  const [from, to] = [version(then.tag), version(now.tag)]
  return from !== undefined && to !== undefined && compareVersions(to, from) < 0
}

type Version = readonly [numbers: readonly number[], preRelease: string]

function version(tag: string): Version | undefined {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(?:-([\w.-]+))?$/.exec(tag)
  return match ? [(match[1] as string).split('.').map(Number), match[2] ?? ''] : undefined
}

/** https://semver.org/#spec-item-11, pre-releases of one version as plain text. */
function compareVersions([a, preA]: Version, [b, preB]: Version): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (preA === preB) return 0
  if (preA === '') return 1
  if (preB === '') return -1
  return preA < preB ? -1 : 1
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

import { containersOf, podTemplateOf } from '../../kubernetes/pods.ts'
import { at, idOf, type Resource } from '../../kubernetes/resource.ts'
import { type Change, formerly, standing } from '../change.ts'
import { hideText } from '../compare/hide.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risks.ts'

/** An image that goes back, or isn't what its tag says; each named once, whoever runs it. */
export const images: RiskRule = (change) => {
  const former = formerly(change)
  const found = standing(change).flatMap((after) => {
    const before = former(after)
    const old = before ? imagesOf(before) : new Map<string, Image>()
    return [...imagesOf(after)].flatMap(([container, now]) => {
      const then = old.get(container)
      return then && then.text !== now.text
        ? [{ resource: after, then, now, key: `${then.text} ${now.text}` }]
        : []
    })
  })
  return [...Map.groupBy(found, ({ key }) => key).values()].flatMap(([first]) =>
    first ? risksOf(first.resource, first.then, first.now, change) : [],
  )
}

function risksOf(resource: Resource, then: Image, now: Image, change: Change): Risk[] {
  const id = idOf(resource)
  const name = now.name.split('/').at(-1) ?? ''
  // In another place there are no files yet that a version could fail to read.
  if (!change.moved && resource.kind === 'StatefulSet' && /(^|\/)postgres(ql)?$/.test(now.name)) {
    const [old, next] = [then, now].map(({ tag }) => /^\d+/.exec(tag)?.[0])
    // https://www.postgresql.org/docs/current/upgrading.html
    if (old && next && old !== next)
      return [
        {
          id: 'database-major',
          severity: 'high',
          resource: id,
          message: `PostgreSQL ${next} doesn't start on the files of PostgreSQL ${old}.`,
          steps: [
            `Make a dump with PostgreSQL ${old}.`,
            `Start PostgreSQL ${next} on a claim of its own and restore the dump there.`,
          ],
        },
      ]
  }
  if (then.name !== now.name)
    return [
      {
        id: 'image-elsewhere',
        severity: 'high',
        resource: id,
        message: `Its image comes from ${now.name} instead of ${then.name}: other people may decide what runs.`,
        steps: [`Make sure that ${now.name} is yours, and holds the images that are named.`],
      },
    ]
  if (goesBack(then, now, change))
    return [
      {
        id: 'image-back',
        severity: 'medium',
        resource: id,
        message: `${name} goes back from ${then.tag} to ${now.tag}; the database keeps its migrations.`,
        steps: [
          `If it is a rollback, \`npm run rollback ${change.name}\` checks the migrations and holds the service.`,
        ],
      },
    ]
  if (then.tag === now.tag && then.digest && now.digest)
    return [
      {
        id: 'tag-moved',
        severity: 'note',
        resource: id,
        message: `${name} is another image under the same tag, ${now.tag}: only the digest tells them apart.`,
      },
    ]
  return []
}

/** The ancestry of the source tells it where it is known, else the version in the tag, if both are versions. */
function goesBack(then: Image, now: Image, { before, after, options }: Change): boolean {
  const service = now.name.split('/').at(-1) ?? ''
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

interface Image {
  /** All of it, to compare; what is quoted are its parts. */
  readonly text: string
  readonly name: string
  readonly tag: string
  readonly digest?: string
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

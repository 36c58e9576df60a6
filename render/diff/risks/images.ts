import { idOf } from '../../kubernetes/resource.ts'
import type { Change } from '../change.ts'
import type { Risk } from '../model.ts'
import { isDowngrade, type MovedImage, movedImages, serviceOf } from './moved-images.ts'
import type { RiskRule } from './risk-rule.ts'

/** An image that goes back, or isn't what its tag says. */
export const images: RiskRule = (change) => movedImages(change).flatMap((moved) => risksOf(moved, change))

function risksOf(moved: MovedImage, change: Change): Risk[] {
  const { resource, then, now } = moved
  const id = idOf(resource)
  const name = serviceOf(now)
  // In another place there are no files yet that a version could fail to read.
  if (!change.moved && resource.kind === 'StatefulSet') {
    const [old, next] = [then, now].map(({ tag }) => /^\d+/.exec(tag)?.[0])
    if (old && next && old !== next)
      return [
        {
          id: 'data-major',
          severity: 'high',
          resource: id,
          message: `It moves from version ${old} to ${next} on the same files, which most databases cannot read across major versions.`,
          steps: [
            `Read how ${name} upgrades from ${old} to ${next}.`,
            `If ${next} can't read the files of ${old}: make a dump with ${old}, start ${next} on a claim of its own, and restore the dump there.`,
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
        message: `Its image comes from ${now.name} instead of ${then.name}, which other people may control.`,
        steps: [`Make sure that ${now.name} is yours, and holds the images that are named.`],
      },
    ]
  if (isDowngrade(moved, change))
    return [
      {
        id: 'image-back',
        severity: 'medium',
        resource: id,
        message: `${name} rolls back from ${then.tag} to ${now.tag}; the database keeps its migrations.`,
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

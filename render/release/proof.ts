/** The built manifests of one environment: as they are, as the rollback makes them, and as the target's were. */
export interface Builds {
  readonly before: string
  readonly after: string
  /** Nothing if the target can't be built any more. */
  readonly target?: string
}

/** What a rollback promises, and whether it holds. */
export interface Proof {
  /** The images of what was rolled back are the target's: what is wrong with that, if anything. */
  readonly images: readonly string[]
  /** Every other byte is as it was just before: the first line that isn't, if any. */
  readonly others: readonly string[]
}

/**
 * Proves a rollback on the built manifests.
 *
 * @param images the images that were rolled back, by name, with the reference (`:tag@digest`) that the target's
 *   release.yaml gives each.
 */
export function prove({ before, after, target }: Builds, images: ReadonlyMap<string, string>): Proof {
  return {
    images: [...images].flatMap(([name, wanted]) => {
      const found = referencesOf(after, name)
      const then = target === undefined ? [wanted] : referencesOf(target, name)
      // A target that ran this service under another registry has the same build under another name.
      const expected = then.length > 0 ? then : [wanted]
      if (found.length === 0) return [`${name} runs nowhere after the rollback.`]
      const same = found.join() === expected.join() && found.join() === wanted
      return same ? [] : [`${name} would run ${found.join(', ')}, the target ran ${expected.join(', ')}.`]
    }),
    others: firstDifference(masked(before, images), masked(after, images)),
  }
}

/** A line of a built manifest that names an image: what stands before the name, and the name with its reference. */
const IMAGE = /^(\s*(?:- )?image: )"?([^"\s]+)"?$/gm

/** The distinct references of an image in built manifests, without its name. */
const referencesOf = (manifests: string, name: string): string[] =>
  [
    ...new Set(
      [...manifests.matchAll(IMAGE)].flatMap(([, , image = '']) =>
        isOf(name, image) ? [image.slice(name.length)] : [],
      ),
    ),
  ].sort()

const masked = (manifests: string, images: ReadonlyMap<string, string>): string =>
  manifests.replace(IMAGE, (line, before: string, image: string) => {
    const name = [...images.keys()].find((each) => isOf(each, image))
    return name === undefined ? line : `${before}${name}`
  })

const isOf = (name: string, image: string): boolean =>
  image.startsWith(name) && /^([:@]|$)/.test(image.slice(name.length))

function firstDifference(before: string, after: string): string[] {
  if (before === after) return []
  const was = before.split('\n')
  const is = after.split('\n')
  const line = was.findIndex((text, index) => text !== is[index])
  const at = line < 0 ? was.length : line
  return [`line ${at + 1} of the built manifests was "${was[at] ?? ''}" and would be "${is[at] ?? ''}".`]
}

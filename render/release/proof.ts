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
      if (found.length === 0) return [`${name} runs nowhere after the rollback.`]
      if (found.join() !== wanted)
        return [`${name} would run ${found.join(', ')}; release.yaml of the target says ${wanted}.`]
      const then = target === undefined ? [] : referencesOf(target, name)
      // A target that ran this service under another registry has the same build under another name.
      if (then.length === 0 || then.join() === wanted) return []
      return [`${name} would run ${wanted}; what the target was rendered to ran ${then.join(', ')}.`]
    }),
    others: firstDifference(masked(before, images), masked(after, images)),
  }
}

/** The distinct references of an image in built manifests, without its name. */
const referencesOf = (manifests: string, name: string): string[] =>
  [
    ...new Set(
      [...imagesIn(manifests.split('\n')).values()].flatMap(({ image }) =>
        isOf(name, image) ? [image.slice(name.length)] : [],
      ),
    ),
  ].sort()

/** The manifests with nothing but its name for each of these images; those of all others stay whole. */
function masked(manifests: string, images: ReadonlyMap<string, string>): string[] {
  const lines = manifests.split('\n')
  for (const [index, { before, image }] of imagesIn(lines)) {
    const name = [...images.keys()].find((each) => isOf(each, image))
    if (name !== undefined) lines[index] = `${before}${name}`
  }
  return lines
}

/** A line of a built manifest that names an image: what stands before the name, and the name with its reference. */
const IMAGE = /^( *(?:- )*image: )(["']?)([^"'\s]+)\2$/
/** A key or an item of a list that a text of several lines follows. */
const TEXT = /^((?: |- )*)(\S.*: |)[|>][-+0-9]*$/

/** The images that manifests name, by the number of the line. Within a text, as in a ConfigMap, an image is words. */
function imagesIn(lines: readonly string[]): Map<number, { before: string; image: string }> {
  const found = new Map<number, { before: string; image: string }>()
  /** While a text lasts, the column that it is to the right of. */
  let left: number | undefined
  for (const [index, line] of lines.entries()) {
    const column = line.search(/\S/)
    if (left !== undefined && (column < 0 || column > left)) continue
    const [, lead = '', key] = TEXT.exec(line) ?? []
    left = key === undefined ? undefined : key === '' ? lead.length - 2 : lead.length
    const [, before = '', , image] = IMAGE.exec(line) ?? []
    if (image !== undefined) found.set(index, { before, image })
  }
  return found
}

/** A name may begin with another one, or be followed by nothing. */
const isOf = (name: string, image: string): boolean =>
  image.startsWith(name) && /^([:@]|$)/.test(image.slice(name.length))

function firstDifference(was: readonly string[], is: readonly string[]): string[] {
  const end = Math.max(was.length, is.length)
  for (let line = 0; line < end; line++)
    if (was[line] !== is[line])
      return [
        `line ${line + 1} of the built manifests was ${told(was[line])} and would be ${told(is[line])}.`,
      ]
  return []
}

const told = (line: string | undefined): string => (line === undefined ? 'not there' : JSON.stringify(line))

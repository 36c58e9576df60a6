import { isScalar, parseAllDocuments, visit } from 'yaml'

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
  const located = imagesIn(after)
  const locatedThen = target === undefined ? [] : imagesIn(target)
  return {
    images: [...images].flatMap(([name, wanted]) => {
      const found = referencesOf(located, name)
      if (found.length === 0) return [`${name} runs nowhere after the rollback.`]
      if (found.join() !== wanted)
        return [`${name} would run ${found.join(', ')}; release.yaml of the target has ${wanted}.`]
      const then = referencesOf(locatedThen, name)
      // A target that ran this service under another registry has the same build under another name.
      if (then.length === 0 || then.join() === wanted) return []
      return [`${name} would run ${wanted}; the target's rendered manifests ran ${then.join(', ')}.`]
    }),
    others: firstDifference(masked(before, imagesIn(before), images), masked(after, located, images)),
  }
}

/** An image that manifests name, and where its value stands, quotes included. */
interface Located {
  readonly image: string
  readonly start: number
  readonly end: number
}

/** The distinct references of an image in built manifests, without its name. */
const referencesOf = (located: readonly Located[], name: string): string[] =>
  [...new Set(located.flatMap(({ image }) => (isOf(name, image) ? [image.slice(name.length)] : [])))].sort()

/** The manifests with nothing but its name for each of these images; those of all others stay whole. */
function masked(
  manifests: string,
  located: readonly Located[],
  images: ReadonlyMap<string, string>,
): string[] {
  let text = ''
  let at = 0
  for (const { image, start, end } of located) {
    const name = [...images.keys()].find((each) => isOf(each, image))
    if (name === undefined) continue
    text += manifests.slice(at, start) + name
    at = end
  }
  return (text + manifests.slice(at)).split('\n')
}

/** The value of every key `image`. Within a text, as in a ConfigMap, an image is words. */
function imagesIn(manifests: string): Located[] {
  const found: Located[] = []
  for (const document of parseAllDocuments(manifests, { logLevel: 'silent' }))
    visit(document, {
      Pair: (_, { key, value }) => {
        if (!isScalar(key) || key.value !== 'image' || !isScalar(value)) return
        if (typeof value.value === 'string' && value.range)
          found.push({ image: value.value, start: value.range[0], end: value.range[1] })
      },
    })
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
        `line ${line + 1} of the built manifests was ${shown(was[line])} and would be ${shown(is[line])}.`,
      ]
  return []
}

const shown = (line: string | undefined): string => (line === undefined ? 'not there' : JSON.stringify(line))

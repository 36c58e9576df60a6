import type { Line } from '../../output/outcome.ts'
import { type Place, place, placeText } from '../../output/place.ts'
import type { Problem } from '../../problem/problem.ts'
import { oneLine } from '../../text/safe.ts'

/** What was refused in a folder, at its line. */
export type Refusal = Place & { readonly message: string }

/** The problems of a folder with their places, as programs get them. */
export const placedProblems = (
  problems: readonly Problem[],
  textOf: (file: string) => string | undefined,
): Refusal[] =>
  place(problems, textOf).map(({ file, line, column, message }) => ({
    file,
    ...(line && { line, column }),
    message,
  }))

/** The same for people: the other kustomizations of the folder are looked at all the same. */
export const refusalLines = (refusals: readonly Refusal[]): Line[] =>
  refusals.map((each) => ({ text: oneLine(`${placeText(each)}: refused: ${each.message}`), tone: 'bad' }))

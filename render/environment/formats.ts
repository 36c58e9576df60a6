import { addressRange } from '../component/syntax.ts'
import { wrongBytes } from './check-bytes.ts'
import { wrongRange } from './wrong-range.ts'

const RANGE = new RegExp(addressRange.pattern)

/** What is wrong with a text whose form is right; what isn't of that form is the pattern's to refuse. */
export const FORMATS = {
  bytes: wrongBytes,
  cidr: (range: string) => (RANGE.test(range) ? wrongRange(range) : undefined),
}

/** Whether a text is of a format. */
export const isOfFormat =
  (format: keyof typeof FORMATS) =>
  (text: string): boolean =>
    FORMATS[format](text) === undefined

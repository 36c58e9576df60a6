import { createHash } from 'node:crypto'
import type { Scene } from './scene.ts'

/** What each picture was taken of, by a digest: ids of commits and builds left out, which change with any byte of base. */
export const digestsOf = ({ report, comment }: Scene): Readonly<Record<string, string>> => ({
  report: digest(visible(report)),
  comment: digest(comment),
})

/** The heading below the last line of the picture. */
const BELOW = 'Where they come from'

/** The style sheet, and the page as far as the picture shows it. */
function visible(page: string): string {
  const end = page.indexOf(BELOW)
  if (end < 0) throw new Error(`The report has no heading "${BELOW}"`)
  return page.slice(0, end)
}

const digest = (text: string): string =>
  createHash('sha256')
    .update(text.replaceAll(/\b[0-9a-f]{7,64}\b/g, 'ID'))
    .digest('hex')

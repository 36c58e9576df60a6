import { compare } from '../emit/tree.ts'
import { readTree } from '../repository/tree.ts'
import type { Rendering } from './render-all.ts'

/** How the files at `root` differ from everything that render would write: overlays/, apps/ and the editor's schemas. */
export const differences = (root: string, { files, schemas }: Rendering): ReturnType<typeof compare> =>
  compare([...files, ...schemas()], readTree(root))

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const REPOSITORY = join(import.meta.dirname, '../..')
const CLI = join(REPOSITORY, 'render/cli.js')
const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** The arguments with which an npm script starts the pinned Node, for another repository: without npm itself. */
export const tool = (script: string, root: string, ...args: readonly string[]): string[] => [
  ...(scripts[script] ?? '')
    .split(' ')
    .filter((arg) => arg !== 'node' && arg !== 'pinned-node.mjs')
    .flatMap((arg) => (arg === 'render/cli.js' ? [CLI, '-C', root] : [arg])),
  ...args,
]

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The shell commands of a section of docs/backup-and-recovery.md, each block as it stands there.
 *
 * @throws Error if there is no such section, or if it has another number of blocks
 */
export function commandsOf(root: string, heading: string, blocks: number): readonly string[] {
  const text = readFileSync(join(root, 'docs/backup-and-recovery.md'), 'utf8')
  const section = text.split(/^(?=##+ )/m).find((each) => each.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`docs/backup-and-recovery.md has no section "${heading}"`)
  const found = [...section.matchAll(/^( *)```sh\n(.*?)^ *```$/gms)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
  if (found.length !== blocks)
    throw new Error(`"${heading}" has ${found.length} blocks of commands, not ${blocks}`)
  return found
}

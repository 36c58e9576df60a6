import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

let known: string | undefined

/**
 * A hash over this tool and the libraries it runs with: what it found out with other code may be out of date. Read once:
 * what runs is what was loaded when it started.
 */
export const toolVersion = (): string => {
  known ??= hashOfTool()
  return known
}

function hashOfTool(): string {
  const root = new URL('../../', import.meta.url)
  const hash = createHash('sha256').update(readFileSync(new URL('package-lock.json', root)))
  const files = readdirSync(new URL('render/', root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
  for (const file of files.sort()) hash.update(readFileSync(file))
  return hash.digest('hex')
}

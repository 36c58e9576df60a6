// What `npm run upgrade` runs of the newer engine, which alone knows what belongs to it. It has no packages yet: nothing
// but Node is imported here.

import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NAMED, withName, withoutDeadLinks, withoutScripts } from '../scaffold/documents.ts'
import { packageFor, upgraded } from '../scaffold/package-json.ts'
import { ENGINE_CHANGELOG, KEPT, MOVED, REMOVED, readPackage } from './adoption.ts'

/** What an upgrade replaces, besides package.json; tests/systems stays, for tests of one's own. */
const ENGINE = [
  ...['render', 'minikube', 'tests', '.ci', 'pinned-node.mjs', 'package-lock.json', 'biome.json'],
  ...['tsconfig.json', 'vitest.config.ts', 'action.yml', '.github/actions'],
]
/** The pages about the engine, whose names of the system before are gone in a copy. */
const PAGES = [
  ...['adopt', 'code', 'commands', 'corpora', 'custom-kinds', 'folders', 'rules', 'vendor', 'why'],
  ...['why-a-value'],
].map((name) => `docs/${name}.md`)
/** Of these an upgrade brings what is missing; the others may have been changed. */
const WORKFLOWS = '.github/workflows'
const OWN = 'tests/systems'

/**
 * Brings the engine at `newer` into the repository at `root`.
 *
 * @param tree the git tree of its render/, to be recorded.
 * @throws what the file system throws.
 */
export function applyUpgrade(root: string, newer: string, tree: string): void {
  const own = readPackage(root)
  const aside = join(dirname(newer), 'own')
  if (existsSync(join(root, OWN))) cpSync(join(root, OWN), aside, { recursive: true })
  for (const path of [...ENGINE, ...PAGES]) {
    rmSync(join(root, path), { recursive: true, force: true })
    if (existsSync(join(newer, path))) cpSync(join(newer, path), join(root, path), { recursive: true })
  }
  if (existsSync(join(newer, WORKFLOWS)))
    cpSync(join(newer, WORKFLOWS), join(root, WORKFLOWS), {
      ...{ recursive: true, force: false },
      filter: (path) => !REMOVED.some((each) => path === join(newer, each)),
    })
  for (const path of REMOVED)
    if (path.startsWith('tests/')) rmSync(join(root, path), { recursive: true, force: true })
  if (existsSync(aside)) cpSync(aside, join(root, OWN), { recursive: true })
  if (!existsSync(join(newer, KEPT)))
    for (const path of MOVED)
      if (existsSync(join(newer, path)))
        cpSync(join(newer, path), join(root, KEPT, path), { recursive: true })
  const changelog = [ENGINE_CHANGELOG, 'CHANGELOG.md']
    .map((path) => join(newer, path))
    .find((path) => existsSync(path))
  if (changelog) cpSync(changelog, join(root, ENGINE_CHANGELOG))
  const next = { ...upgraded(own, packageFor(readPackage(newer), '')), engine: tree }
  writeFileSync(join(root, 'package.json'), `${JSON.stringify(next, null, 2)}\n`)
  renameLock(root, readPackage(newer).name, own.name)
  adaptPages(root, newer, Object.keys(next.scripts))
}

function renameLock(root: string, before: string, after: string): void {
  const file = join(root, 'package-lock.json')
  if (!existsSync(file)) return
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`"name": "${before}"`, `"name": "${after}"`))
}

function adaptPages(root: string, newer: string, scripts: readonly string[]): void {
  const exists = (path: string): boolean => existsSync(join(root, path))
  const before = systemOf(newer)
  for (const page of globSync([...PAGES, ENGINE_CHANGELOG], { cwd: root })) {
    const text = readFileSync(join(root, page), 'utf8')
    const named = before && NAMED.includes(page) ? withName(text, before, systemOf(root)) : text
    writeFileSync(join(root, page), withoutScripts(withoutDeadLinks(page, named, exists), scripts))
  }
}

/** The name in fleet.yaml, read without a package. */
const systemOf = (root: string): string =>
  /^system: *["']?([\w-]+)/m.exec(readFileSync(join(root, 'environments/fleet.yaml'), 'utf8'))?.[1] ?? ''

const [, script, root, tree] = process.argv
if (script === import.meta.filename && root && tree)
  applyUpgrade(root, join(import.meta.dirname, '../..'), tree)

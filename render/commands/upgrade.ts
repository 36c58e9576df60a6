import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { exists } from '../repository/create-folder.ts'
import { packageFor, upgraded } from '../scaffold/package-json.ts'
import { git } from '../tools/git.ts'
import { ENGINE_CHANGELOG, KEPT, MOVED, REMOVED, readPackage } from './adoption.ts'

export interface UpgradeOptions {
  readonly from?: string
  readonly ref?: string
  readonly force?: boolean
}

/** What an upgrade replaces, besides package.json; tests/systems stays, for tests of one's own. */
const ENGINE = [
  ...['render', 'tests', '.ci', 'pinned-node.mjs', 'package-lock.json', 'biome.json', 'tsconfig.json'],
  ...['vitest.config.ts', 'docs/adopt.md', 'docs/rules.md', 'docs/corpora.md', '.github/actions'],
]
/** Of these an upgrade brings what is missing; the others may have been changed. */
const WORKFLOWS = '.github/workflows'
const OWN = 'tests/systems'

/**
 * Takes a newer engine into the repository at `root`: render/, its tests and what they need. base, policies,
 * environments, docker, README, CHANGELOG, and name and version in package.json stay. Nothing is rendered or committed:
 * the newer engine does that, with the packages that it asks for.
 *
 * @throws GitError, and what the file system throws.
 */
export async function upgrade(root: string, { from, ref, force }: UpgradeOptions): Promise<Outcome> {
  if (!from) return wrong("--from: required; the URL of the engine's repository.")
  if (!exists(root, KEPT))
    return wrong(
      `${KEPT} is missing: this is not a copy that \`npm run init\` made. Merge the newer version with git.`,
    )
  if ((await git(root, ['status', '--porcelain'])) !== '')
    return wrong('The working tree has changes: commit or stash them, so that git can undo this command.')
  const own = readPackage(root)
  const changed = own.engine !== undefined && own.engine !== (await engineTree(root))
  if (changed && !force)
    return wrong(
      `render/ has changes of your own: git diff ${own.engine} HEAD:render\nSend them to the engine's repository, or discard them with --force.`,
    )
  const folder = mkdtempSync(join(tmpdir(), 'gitops-upgrade-'))
  try {
    const source = existsSync(resolve(root, from)) ? resolve(root, from) : from
    const newer = join(folder, 'engine')
    const branch = ref === undefined ? [] : [`--branch=${ref}`]
    await git(root, ['clone', '--quiet', '--no-local', '--depth=1', ...branch, '--', source, newer])
    const tree = await engineTree(newer)
    if (tree === own.engine && !changed)
      return {
        exit: EXIT.good,
        lines: [{ text: 'render/ is up to date.', tone: 'good' }],
        errors: [],
        json: { changed: false },
      }
    replaceEngine(root, newer)
    const next = { ...upgraded(own, packageFor(readPackage(newer), '')), engine: tree }
    writeFileSync(join(root, 'package.json'), `${JSON.stringify(next, null, 2)}\n`)
    return { exit: EXIT.good, lines: NEXT, errors: [], json: { changed: true, engine: tree } }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The git tree of render/ as it is committed: what the engine is, whatever it is called. */
export const engineTree = (root: string): Promise<string> => git(root, ['rev-parse', 'HEAD:render'])

const NEXT: readonly Line[] = [
  `Next: npm ci && npm run rules && npm run render; render refuses what the newer engine reads differently, and prints what to write`,
  `      git diff overlays apps && npm run validate && npm test`,
  `      commit everything; ${ENGINE_CHANGELOG} says what changed`,
].map((text) => ({ text }))

function replaceEngine(root: string, newer: string): void {
  const aside = join(dirname(newer), 'own')
  if (existsSync(join(root, OWN))) cpSync(join(root, OWN), aside, { recursive: true })
  for (const path of ENGINE) {
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
}

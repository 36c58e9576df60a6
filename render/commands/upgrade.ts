import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { exists } from '../repository/create-folder.ts'
import { git } from '../tools/git.ts'
import { runScript } from '../tools/script.ts'
import { ENGINE_CHANGELOG, KEPT, readPackage } from './adoption.ts'
import { applyUpgrade } from './apply-upgrade.ts'

export interface UpgradeOptions {
  readonly from?: string
  readonly ref?: string
  readonly force?: boolean
}

/**
 * Takes a newer engine into the repository at `root`: render/, its tests and what they need, as that engine knows. base,
 * policies, environments, docker, README, CHANGELOG, and name and version in package.json stay. Nothing is rendered or
 * committed: the newer engine does that, with the packages that it asks for.
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
    if (tree === own.engine && !force)
      return {
        exit: EXIT.good,
        lines: [
          {
            text: 'render/ is up to date. Its tests, pages and dependencies may be newer there: --force takes them.',
            tone: 'good',
          },
        ],
        errors: [],
        json: { changed: false },
      }
    const script = join(newer, 'render/commands/apply-upgrade.ts')
    if (existsSync(script)) await runScript(script, [resolve(root), tree])
    else applyUpgrade(root, newer, tree)
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

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { allImages } from '../render/commands/images.ts'
import { bump } from '../render/commands/release/bump.ts'
import { render } from '../render/commands/render.ts'
import { environmentFile } from '../render/environment/environment.ts'
import type { Outcome } from '../render/output/outcome.ts'
import { GIT_SERVER } from './git-server.ts'
import { describe, readText } from './repository.ts'
import { run } from './run.ts'
import { askIn, standInsOf } from './stand-ins.ts'
import { StepError } from './step-error.ts'
import type { World } from './world.ts'

/*
 * A copy of the working tree as a repository of its own, to sync what is on disk before anything is pushed: with what git
 * ignores left out, images named after what they are built from, and Applications that follow the cluster's git server.
 * The user's repository is only read.
 */

/** The commit that the cluster is to run; undefined if the working tree has changed since, or was never copied. */
export async function snapshotOf(world: World): Promise<string | undefined> {
  if (!isCloned(world)) return undefined
  const [key, commit] = (readText(markerOf(world)) ?? '').split(' ')
  return key === keyOf(world, await treeOnDisk(world)) ? commit : undefined
}

/** Copies the working tree, and adapts the copy. @throws StepError, ToolError, GitError. */
export async function takeSnapshot(world: World): Promise<void> {
  const { source } = world
  // A copy that was killed in the middle may hold locks of git: it is made anew.
  if (existsSync(unfinishedOf(world))) rmSync(source, { recursive: true, force: true })
  await prepare(world)
  const tree = await treeOnDisk(world)
  const key = keyOf(world, tree)
  const disk = await commitOnDisk(world, tree)
  await gitIn(source, 'checkout', '--quiet', '--force', '-B', 'main', disk)
  askStandIns(world)
  expectDone(render(source, []))
  await commit(source, 'Render')
  await bumpToDisk(world)
  followGitServer(world)
  await commit(source, "Follow the cluster's git server")
  writeFileSync(markerOf(world), `${key} ${await head(source)}`)
  rmSync(unfinishedOf(world))
}

/** The commit that is checked out. */
export const head = (folder: string): Promise<string> => gitIn(folder, 'rev-parse', 'HEAD')

const isCloned = ({ source }: World): boolean => existsSync(join(source, '.git'))

const markerOf = ({ source }: World): string => join(source, '.git', 'snapshot')

const unfinishedOf = ({ source }: World): string => join(source, '.git', 'unfinished')

const keyOf = (world: World, tree: string): string =>
  createHash('sha256')
    .update(JSON.stringify([tree, standInsOf(world).map(({ name }) => name)]))
    .digest('hex')

async function prepare(world: World): Promise<void> {
  const { root, source } = world
  mkdirSync(source, { recursive: true, mode: 0o700 })
  await run('git', ['init', '--quiet', '--initial-branch=main', source])
  writeFileSync(unfinishedOf(world), '')
  const settings = {
    'user.name': 'npm run minikube',
    'user.email': 'minikube@localhost',
    'commit.gpgSign': 'false',
    'core.hooksPath': '/dev/null',
    'core.autocrlf': 'false',
    'gc.auto': '0',
  }
  for (const [name, value] of Object.entries(settings)) await gitIn(source, 'config', name, value)
  // With the history: a bump orders builds by the ancestry of their commits.
  await gitIn(source, 'fetch', '--quiet', '--no-tags', '--update-shallow', root, '+HEAD:refs/heads/base')
}

/** What is on disk as a tree of the copy's own objects; git's rules decide what is left out. */
async function treeOnDisk({ root, source }: World): Promise<string> {
  const gitDir = join(source, '.git')
  const env = { GIT_DIR: gitDir, GIT_WORK_TREE: root, GIT_INDEX_FILE: join(gitDir, 'disk-index') }
  rmSync(`${env.GIT_INDEX_FILE}.lock`, { force: true })
  await run('git', ['add', '--all', '.'], { cwd: root, env })
  return run('git', ['write-tree'], { cwd: root, env })
}

/** A commit of that tree on top of the last one, the user's own HEAD among its parents. */
async function commitOnDisk({ source }: World, tree: string): Promise<string> {
  const before = await gitIn(source, 'rev-parse', '--verify', '--quiet', 'refs/heads/disk').catch(
    () => undefined,
  )
  const base = await gitIn(source, 'rev-parse', 'refs/heads/base')
  if (before && (await gitIn(source, 'rev-parse', `${before}^{tree}`)) === tree) return before
  const parents = [...new Set([base, ...(before ? [before] : [])])].flatMap((parent) => ['-p', parent])
  const commit = await gitIn(source, 'commit-tree', tree, ...parents, '-m', 'Snapshot of the working tree')
  await gitIn(source, 'update-ref', 'refs/heads/disk', commit)
  return commit
}

function askStandIns(world: World): void {
  const file = join(world.source, environmentFile(world.target.environment))
  const document = parseDocument(readFileSync(file, 'utf8'))
  const all = standInsOf(world)
  for (const standIn of all) askIn(document, standIn)
  if (all.length > 0) writeFileSync(file, document.toString({ lineWidth: 0 }))
}

/** To the images that docker/ of the copy builds; a service whose code is elsewhere keeps its tag. */
async function bumpToDisk({ source, target, tell }: World): Promise<void> {
  const { fleet, definition } = describe(source, target)
  const images = await allImages(source, fleet.registry, Object.keys(definition.release.services))
  const builds = images.map(({ image: _, ...build }) => build)
  if (builds.length === 0) return
  const file = join(source, '.git', 'builds.json')
  writeFileSync(file, JSON.stringify(builds))
  const outcome = await bump(source, { environment: target.environment, builds: file })
  rmSync(file)
  if (outcome.exit > 1) throw new StepError(outcome.errors.join('\n'))
  for (const { text } of outcome.lines) tell(text)
}

/** Applications and AppProjects name the server's URL in place of the repository's. */
function followGitServer({ source, target }: World): void {
  const { repository } = describe(source, target).fleet
  const folder = join(source, 'apps', target.cluster)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.yaml'),
  )
  for (const path of files) {
    const file = join(folder, path)
    const text = readFileSync(file, 'utf8')
      .replaceAll(repository, GIT_SERVER.url)
      .replaceAll(/^( +targetRevision:) .*$/gm, '$1 main')
    writeFileSync(file, text)
  }
}

async function commit(source: string, message: string): Promise<void> {
  await gitIn(source, 'add', '--all', '.')
  if ((await gitIn(source, 'status', '--porcelain')) === '') return
  await gitIn(source, 'commit', '--quiet', '--message', message)
}

function expectDone({ exit, errors }: Outcome): void {
  if (exit !== 0)
    throw new StepError(errors.join('\n'), '`npm run validate` lists each problem with its place.')
}

const gitIn = (folder: string, ...args: string[]): Promise<string> => run('git', args, { cwd: folder })

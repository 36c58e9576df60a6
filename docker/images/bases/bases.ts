import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cleanup } from '../cleanup.ts'
import { run } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'
import { debianFiles } from './debian.ts'
import { importBuildBase, importRunBase } from './local.ts'

export type Bases = {
  readonly BUILD_IMAGE: string
  readonly RUN_IMAGE: string
  /** True: made here, because no registry answers. */
  readonly local: boolean
}

export const LOCAL_BUILD_BASE = 'localhost/todo-test/build-base:test'
export const LOCAL_RUN_BASE = 'localhost/todo-test/run-base:test'

/** The bases that a Dockerfile names, each in a stage of its own. */
export function pinnedBases(dockerfile: string): Omit<Bases, 'local'> {
  const of = (stage: string): string =>
    new RegExp(`^FROM (\\S+) AS ${stage}$`, 'm').exec(dockerfile)?.[1] ?? ''
  return { BUILD_IMAGE: of('build-base'), RUN_IMAGE: of('run-base') }
}

/** A Dockerfile with other bases in place of its own. */
export const withBases = (dockerfile: string, { BUILD_IMAGE, RUN_IMAGE }: Bases): string =>
  dockerfile
    .replace(/^FROM \S+ AS build-base$/m, () => `FROM ${BUILD_IMAGE} AS build-base`)
    .replace(/^FROM \S+ AS run-base$/m, () => `FROM ${RUN_IMAGE} AS run-base`)

/**
 * The base images to build with: those of the environment (BUILD_IMAGE, RUN_IMAGE), else the pinned ones, else,
 * where no registry answers, stand-ins made of Debian's packages and the Node that npm installed here.
 */
export async function findBases(
  engine: Engine,
  workspace: string,
  say: (line: string) => void,
  cleanup: Cleanup,
): Promise<Bases> {
  const pinned = pinnedBases(await readFile(join(workspace, 'backend/Dockerfile'), 'utf8'))
  const wanted = {
    BUILD_IMAGE: process.env['BUILD_IMAGE'] || pinned.BUILD_IMAGE,
    RUN_IMAGE: process.env['RUN_IMAGE'] || pinned.RUN_IMAGE,
  }
  const pulled = await Promise.all(
    [wanted.BUILD_IMAGE, wanted.RUN_IMAGE].map((image) => canPull(engine, image)),
  )
  if (pulled.every(Boolean)) return { ...wanted, local: false }
  say('no registry answers: making stand-ins for the base images from Debian packages and the local Node')
  if (!(await exists(engine, LOCAL_BUILD_BASE)) || !(await exists(engine, LOCAL_RUN_BASE))) {
    const folder = await mkdtemp(join(tmpdir(), 'todo-debian-'))
    cleanup.add(folder, () => rm(folder, { recursive: true, force: true }))
    const debian = await debianFiles(folder, say)
    await importBuildBase(engine, debian, folder, LOCAL_BUILD_BASE)
    await importRunBase(engine, debian, folder, LOCAL_RUN_BASE)
  }
  return { BUILD_IMAGE: LOCAL_BUILD_BASE, RUN_IMAGE: LOCAL_RUN_BASE, local: true }
}

async function canPull(engine: Engine, image: string): Promise<boolean> {
  if (await exists(engine, image)) return true
  return (await run([...engine.cli, 'pull', '--quiet', image], { timeoutMs: 300_000 })).code === 0
}

async function exists(engine: Engine, image: string): Promise<boolean> {
  return (await run([...engine.cli, 'image', 'inspect', image])).code === 0
}

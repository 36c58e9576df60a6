import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { parse } from 'yaml'
import type { Fleet } from '../../render/environment/schema.ts'
import { build, findKustomize } from '../../render/tools/kustomize.ts'
import { IS_COPY } from '../support/root.ts'
import type { Subject } from './checker.ts'

/** Where checkers and what is built for them lie, from the repository's root; git ignores it. */
export const CHECKERS_FOLDER = '.render/checkers'

/** A fixture that enables every component, since no environment does; it is checked like one. */
const EVERYTHING_ON = 'everything-on'

export interface Built {
  /** Every overlay and the fixture, one subject each; in a copy, whose base is another, without the fixture. */
  readonly environments: readonly Subject[]
  /** The settings of Argo CD in base/argocd. */
  readonly argocd: Subject
}

/**
 * Builds with real kustomize into `.render/checkers/built/`, one file for each environment.
 *
 * @throws {KustomizeError} if there is no kustomize, or if something doesn't build.
 */
export async function buildManifests(root: string): Promise<Built> {
  const fleet = parse(readFileSync(join(root, 'environments/fleet.yaml'), 'utf8')) as Fleet
  const [cluster] = Object.values(fleet.clusters)
  const kustomize = await findKustomize(cluster?.argocd.kustomize ?? '', root)
  const target = join(CHECKERS_FOLDER, 'built')
  rmSync(join(root, target), { recursive: true, force: true })
  mkdirSync(join(root, target), { recursive: true })

  const one = async (name: string, folder: string): Promise<Subject> => {
    const file = join(target, `${name}.yaml`)
    writeFileSync(join(root, file), (await build(kustomize, folder)).manifests)
    return { name, files: [file] }
  }
  const environments: Subject[] = []
  for (const name of readdirSync(join(root, 'overlays')))
    environments.push(await one(name, join(root, 'overlays', name)))
  if (!IS_COPY) {
    const fixture = await renderEverything(root)
    try {
      environments.push(await one(EVERYTHING_ON, join(fixture, 'overlays/dev')))
    } finally {
      rmSync(fixture, { recursive: true })
    }
  }
  return { environments, argocd: await one('argocd', join(root, 'base/argocd')) }
}

/** The fixture, rendered over this repository's base in a folder of its own, which the caller removes. */
async function renderEverything(root: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-'))
  cpSync(join(root, 'base'), join(folder, 'base'), { recursive: true })
  for (const layer of ['minimal', EVERYTHING_ON])
    cpSync(join(root, 'tests/fixtures/valid', layer), folder, { recursive: true })
  await execa(process.execPath, [join(root, 'render/cli.js'), '-C', folder, 'render'])
  return folder
}

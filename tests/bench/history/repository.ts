import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { renderAll } from '../../../render/commands/render-all.ts'
import { releaseFile } from '../../../render/environment/environment.ts'
import { inMemory } from '../../../render/repository/files.ts'
import { inputsFrom } from '../../../render/repository/inputs.ts'
import { SYSTEM } from '../../support/root.ts'
import { startImport } from './import.ts'

const SERVICES = ['ai-agent', 'backend', 'frontend', 'mcp-server'] as const

type Environment = 'staging' | 'production'
type Builds = Record<string, { readonly number: number; readonly commit: string }>

/**
 * Makes the history of a team that ships often: each cycle brings a source commit, staging's bump to its build, and now
 * and then production's promotion, a setting, or a branch with a merge commit. What it ends with is what render makes
 * of it, and its newest commit is a bump of staging, without a merge.
 *
 * @param root an empty repository. @returns how many commits there are, and how many of them changed staging's release.
 */
export async function writeHistory(
  root: string,
  commits: number,
): Promise<{ all: number; releases: number }> {
  const importer = startImport(root)
  const first = importer.commit({ branch: 'main', message: 'Begin', files: { 'README.md': 'Todo\n' } })
  const begun = await importer.idOf(first)
  const running: Record<Environment, Builds> = {
    staging: Object.fromEntries(SERVICES.map((service) => [service, { number: 0, commit: begun }])),
    production: Object.fromEntries(SERVICES.map((service) => [service, { number: 0, commit: begun }])),
  }
  const { files, textsOf } = foundation(running)
  let tip = importer.commit({ branch: 'main', message: 'Add environments', files })
  let releases = 1
  const commit = (message: string, changed: Readonly<Record<string, string>>, more = {}) =>
    importer.commit({ branch: 'main', message, files: changed, ...more })

  for (let cycle = 1; tip < commits - 1; cycle++) {
    const service = SERVICES[cycle % SERVICES.length] as string
    const source = commit(`Change ${service}`, {
      [`docker/${service}/main.ts`]: `export const cycle = ${cycle}\n`,
    })
    const id = await importer.idOf(source)
    tip = source
    if (cycle % 7 === 0) {
      const side = {
        branch: 'side',
        message: `Write down cycle ${cycle}`,
        files: { 'docs/log.md': `${cycle}\n` },
      }
      const one = importer.commit({ ...side, from: source })
      tip = commit(`Merge the log of ${cycle}`, side.files, { from: source, merge: one })
    }
    if (cycle % 5 === 0) {
      running.production = { ...running.staging }
      tip = commit('Promote staging to production', textsOf('production', running.production))
    }
    running.staging = { ...running.staging, [service]: { number: cycle, commit: id } }
    const texts = textsOf('staging', running.staging)
    if (cycle % 11 === 0 && tip < commits - 12) {
      const one = importer.commit({ branch: 'side', message: `Bump ${service}`, from: tip, files: texts })
      tip = commit(`Merge the bump of ${service}`, texts, { from: tip, merge: one })
    } else tip = commit(`Bump ${service} in staging`, texts)
    releases++
  }
  await importer.end()
  return { all: tip, releases }
}

/** The base and two environments of the system that the tests render, as files of a commit; and the files that a release changes. */
function foundation(running: Record<Environment, Builds>) {
  const below = (folder: string): string[] =>
    readdirSync(join(SYSTEM, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(SYSTEM, join(parentPath, name)))
  const written = [
    ...below('base'),
    'environments/fleet.yaml',
    'environments/staging/environment.yaml',
    'environments/production/environment.yaml',
  ].map((path) => [path, readFileSync(join(SYSTEM, path), 'utf8')] as const)
  const sources = {
    '.gitignore': '.render/\n',
    ...Object.fromEntries(written),
    [releaseFile('staging')]: releaseText(running.staging),
    [releaseFile('production')]: releaseText(running.production),
  }
  const bytes = Object.entries(sources).map(([path, text]) => [path, Buffer.from(text)] as const)
  const rendering = renderAll(inputsFrom(inMemory(new Map(bytes))).inputs)
  if (rendering.problems.length > 0) throw new Error(JSON.stringify(rendering.problems))
  const rendered = Object.fromEntries(
    [...rendering.files, ...rendering.schemas()].map(({ path, text }) => [path, text]),
  )

  const textsOf = (environment: Environment, builds: Builds): Record<string, string> => {
    const overlay = `overlays/${environment}/release/kustomization.yaml`
    let text = rendered[overlay] ?? ''
    for (const [service, { number }] of Object.entries(builds))
      text = text
        .replace(`/${service}\n    newTag: "0.1.0"`, `/${service}\n    newTag: "0.1.${number}"`)
        .replace(digestOf(service, 0), digestOf(service, number))
    return { [releaseFile(environment)]: releaseText(builds), [overlay]: text }
  }
  return { files: { ...sources, ...rendered }, textsOf }
}

const releaseText = (builds: Builds): string =>
  `# yaml-language-server: $schema=../.schema/release.schema.json\nservices:\n${Object.entries(builds)
    .map(
      ([service, { number, commit }]) =>
        `  ${service}:\n    tag: 0.1.${number}\n    digest: ${digestOf(service, number)}\n    commit: ${commit}\n`,
    )
    .join('')}`

const digestOf = (service: string, number: number): string =>
  `sha256:${createHash('sha256').update(`${service} ${number}`).digest('hex')}`

import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { type Line, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { exists } from '../repository/create-folder.ts'
import { readInputs } from '../repository/inputs.ts'
import { knownKubernetesVersions } from '../repository/kubernetes-schemas.ts'
import { packageFor } from '../scaffold/package-json.ts'
import { serviceFiles } from '../scaffold/service.ts'
import { type NewSystem, systemFiles } from '../scaffold/system.ts'
import { git } from '../tools/git.ts'
import { ENGINE_CHANGELOG, KEPT, MOVED, REMOVED, readPackage } from './adoption.ts'
import { type InitOptions, QUESTIONS, readInit } from './init-options.ts'
import { adaptTexts } from './init-texts.ts'
import { readOptions } from './new-service-options.ts'
import { renderAll } from './render-all.ts'
import { engineTree } from './upgrade.ts'
import { validate } from './validate.ts'
import { writeRendering } from './write-rendering.ts'

/**
 * Turns a copy of the engine's repository into that of another system: its own base, environments and names, with one
 * service to begin with. Git has everything that was there before: the working tree must hold no change.
 *
 * @throws GitError, KustomizeError, and what the file system throws.
 */
export async function init(root: string, typed: InitOptions): Promise<Outcome> {
  if (exists(root, KEPT)) return wrong(`${KEPT} exists: this repository already has its own system.`)
  const { inputs, problems } = readInputs(root)
  const before = renderAll(inputs)
  const argocd = Object.values(before.fleet?.clusters ?? {})[0]?.argocd
  if (problems.length > 0 || !before.fleet || !argocd)
    return refused([...problems, ...before.problems], (file) => readFileSync(join(root, file), 'utf8'))
  const { version, kustomize } = argocd
  const system = readInit(await asked(typed), { version, kustomize }, knownKubernetesVersions())
  if ('errors' in system) return wrong(system.errors.join('\n'))
  const service = readOptions(system.service, {}, system)
  if ('errors' in service) return wrong(service.errors.join('\n'))
  if ((await git(root, ['status', '--porcelain'])) !== '')
    return wrong('The working tree has changes: commit or stash them, so that git can undo this command.')

  const engine = readPackage(root)
  moveAway(root)
  const files = {
    ...systemFiles(system),
    ...Object.fromEntries(
      Object.entries(serviceFiles(service)).map(([file, text]) => [
        `base/services/${service.name}/${file}`,
        text,
      ]),
    ),
    'README.md': readme(system),
    'CHANGELOG.md': `# Changelog\n\nWhat changes in ${system.system}. What changes in the engine is in ${ENGINE_CHANGELOG}.\n`,
    'package.json': `${JSON.stringify({ ...packageFor(engine, system.system), engine: await engineTree(root) }, null, 2)}\n`,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  bringArgoCd(root, before.fleet.system, system.system)
  await adaptTexts(root, { system: before.fleet.system, package: engine.name }, system)

  const rendering = renderAll(readInputs(root).inputs)
  const written = writeRendering(root, rendering, [], {})
  const found = await validate(root, [])
  return {
    ...found,
    exit: Math.max(written.exit, found.exit) as Outcome['exit'],
    lines: [
      ...Object.keys(files).map((path): Line => ({ text: `created ${path}`, tone: 'changed' })),
      ...found.lines,
      ...NEXT,
    ],
    errors: [...written.errors, ...found.errors],
    json: { system: system.system, created: Object.keys(files), moved: KEPT, validation: found.json },
  }
}

const NEXT: readonly Line[] = [
  'Next: npm run check && npm test, then commit everything',
  '      create the teams in .github/CODEOWNERS, or enter others',
  '      pages of docs/ about the previous system are marked with a note',
  '      npm run new-service NAME for each service: docs/adopt.md',
].map((text) => ({ text }))

/** What wasn't given as an option, asked at a terminal. */
async function asked(typed: InitOptions): Promise<InitOptions> {
  const missing = (Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).filter(
    (name) => !typed[name]?.length,
  )
  if (missing.length === 0 || !process.stdin.isTTY) return typed
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answers: Record<string, string | string[]> = {}
  for (const name of missing) {
    const answer = (await terminal.question(`${QUESTIONS[name]}: `)).trim()
    answers[name] = name === 'cluster' ? answer.split(/\s+/).filter(Boolean) : answer
  }
  terminal.close()
  return { ...typed, ...answers }
}

function moveAway(root: string): void {
  mkdirSync(join(root, KEPT), { recursive: true })
  for (const path of MOVED)
    if (existsSync(join(root, path))) renameSync(join(root, path), join(root, KEPT, path))
  for (const path of REMOVED) rmSync(join(root, path), { recursive: true, force: true })
  if (existsSync(join(root, 'CHANGELOG.md')))
    renameSync(join(root, 'CHANGELOG.md'), join(root, ENGINE_CHANGELOG))
}

/** The settings of Argo CD are the same for every system, but for its name in labels and field managers. */
function bringArgoCd(root: string, before: string, after: string): void {
  const folder = join(root, 'base/argocd')
  cpSync(join(root, KEPT, 'base/argocd'), folder, { recursive: true })
  for (const path of globSync('**/*.yaml', { cwd: folder })) {
    const file = join(folder, path)
    const text = readFileSync(file, 'utf8')
    const own = ['--field-manager=', 'app.kubernetes.io/part-of='].reduce(
      (found, key) => found.replaceAll(`${key}${before}`, `${key}${after}`),
      text,
    )
    if (own !== text) writeFileSync(file, own)
  }
}

const readme = ({ system, clusters, service }: NewSystem): string => `# ${system}

The GitOps repository of ${system}. Each environment is one small file, \`environments/NAME/environment.yaml\`; what it
runs is in \`release.yaml\` beside it. \`npm run render\` writes overlays/ and apps/ from them and base/.

| Environment | Cluster |
|---|---|
${clusters.map(({ name }) => `| [${name}](environments/${name}/environment.yaml) | ${name} |`).join('\n')}

\`\`\`sh
npm ci && npm run render   # write overlays/ and apps/
npm run validate           # build every environment and check it
npm test                   # types, lint and the engine's tests
\`\`\`

The first service is [${service}](base/services/${service}). [docs/adopt.md](docs/adopt.md) says how to add others, and
how to upgrade the engine.
`

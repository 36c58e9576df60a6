import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { parseCatalog } from '../../render/catalog/parse-catalog.ts'
import { render } from '../../render/commands/render.ts'
import { renderAll } from '../../render/commands/render-all.ts'
import type { RenderedFile } from '../../render/emit/files.ts'
import { checkEnvironment } from '../../render/environment/check-environment.ts'
import { readValues } from '../../render/environment/component-values.ts'
import { parse } from '../../render/environment/parse.ts'
import type { Fleet } from '../../render/environment/schema.ts'
import { readDefinition, readFleet } from '../../render/environment/sources.ts'
import { refused } from '../../render/output/place.ts'
import type { Problem } from '../../render/problem/problem.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { SYSTEM, temporaryFolder, write } from '../support/repository.ts'
import { escaped, HOSTILE } from './strings.ts'

type Data = { [key: string]: unknown }
type File = 'environment' | 'release' | 'fleet'

const ENVIRONMENT: Data = {
  cluster: 'cloud',
  namespace: 'todo-here',
  revision: 'main',
  host: 'todo.example.com',
  components: {
    ingress: {
      className: 'nginx',
      controllerNamespace: 'nginx',
      tls: { secretName: 'tls', clusterIssuer: 'issuer' },
    },
    gateway: { name: 'gate', namespace: 'gates', sectionName: 'https' },
    postgres: { storage: '1Gi', storageClassName: 'fast' },
    'external-secrets': {
      store: 'vault',
      storeKind: 'SecretStore',
      path: 'todo/here',
      refreshInterval: '1h',
    },
    'model-api': { addresses: ['192.0.2.0/24'] },
    spread: {},
  },
  quota: { pods: '20' },
  services: {
    frontend: {
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '900m', memory: '900Mi' } },
    },
  },
}
const RELEASE: Data = {
  services: {
    'ai-agent': { tag: '1.0.0' },
    backend: { tag: '1.0.0' },
    frontend: { tag: '1.0.0', digest: `sha256:${'a'.repeat(64)}`, commit: 'a'.repeat(40) },
    'mcp-server': { tag: '1.0.0' },
  },
}
const FLEET: Data = {
  system: 'todo',
  repository: 'https://github.com/acme/todo.git',
  registry: 'ghcr.io/acme',
  clusters: {
    cloud: {
      server: 'https://kubernetes.default.svc',
      kubernetes: '1.36',
      argocd: { namespace: 'argocd', version: '3.5.7', kustomize: '5.8.1' },
    },
  },
}
const VALID: Readonly<Record<File, Data>> = { environment: ENVIRONMENT, release: RELEASE, fleet: FLEET }
const PATHS = {
  environment: 'environments/here/environment.yaml',
  release: 'environments/here/release.yaml',
  fleet: 'environments/fleet.yaml',
}

/** Every path to a string, as in `ingress.tls.secretName`; the keys of a path never hold a slash. */
const stringsIn = (value: unknown, path = ''): string[] => {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, path === '' ? key : `${path}/${key}`),
  )
}

const FIELDS = (['environment', 'release', 'fleet'] as const).flatMap((file) =>
  stringsIn(VALID[file])
    .filter((path) => file !== 'release' || path.startsWith('services/frontend/'))
    .map((path) => ({ file, path })),
)

/** A copy in which the string at `path` is another one. */
function replaced(data: Data, path: string, text: string): Data {
  const copy = structuredClone(data)
  const keys = path.split('/')
  const parent = keys.slice(0, -1).reduce((inner, key) => inner[key] as Data, copy)
  parent[keys.at(-1) as string] = text
  return copy
}

const valueAt = (data: Data, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Data)[key], data)

/** Pretty-printed JSON, which is YAML: one string a line. */
const yaml = (data: Data): string =>
  JSON.stringify(data, null, 2).replace(/[\u007f-\uffff]/g, (each) => escaped(each).slice(1, -1))

const { base, components, policies } = readInputs(SYSTEM).inputs
const { catalog } = parseCatalog(base, components)
const fleet = readFleet(Buffer.from(yaml(FLEET)), parse).value as Fleet

const bytesOf = (file: File, changed: Data) => {
  const data = { ...VALID, [file]: changed }
  const bytes = (of: File) => Buffer.from(yaml(data[of]))
  return { name: 'here', environment: bytes('environment'), release: bytes('release'), fleet: bytes('fleet') }
}

/** Everything wrong with one file, without planning what it would become: most strings end here. */
function problemsWith(file: File, data: Data): readonly Problem[] {
  const { fleet: fleetBytes, ...source } = bytesOf(file, data)
  if (file === 'fleet') return readFleet(fleetBytes, parse).problems
  const { definition, problems } = readDefinition(source, parse)
  if (!definition) return problems
  const read = readValues({ definition, problems }, catalog)
  return [...read.problems, ...checkEnvironment(read, catalog, fleet)]
}

function renderWith(file: File, data: Data): readonly RenderedFile[] {
  const { fleet, ...source } = bytesOf(file, data)
  const { files, problems } = renderAll({ fleet, sources: [source], base, components, policies })
  expect(problems).toEqual([])
  return files
}

/** By file and path, the strings that were accepted there. */
const accepted = new Map<string, string[]>()

test('the catalog of base is good, and so is what the strings are put into', () => {
  expect(parseCatalog(base, components).problems).toEqual([])
  expect(renderWith('fleet', FLEET).length).toBe(4)
  expect(FIELDS.length).toBeGreaterThan(30)
})

describe('every hostile string in every other field', () => {
  test.each(FIELDS)('$file $path: is refused at its own line, or accepted', ({ file, path }) => {
    const before = yaml(VALID[file]).split('\n')
    const good: string[] = []
    for (const text of HOSTILE) {
      const changed = replaced(VALID[file], path, text)
      const problems = problemsWith(file, changed)
      if (problems.length === 0) {
        good.push(text)
        continue
      }
      const after = yaml(changed)
      const line = after.split('\n').findIndex((each, index) => each !== before[index]) + 1
      const outcome = refused(problems, (name) => (name === PATHS[file] ? after : ''))
      expect(outcome.exit).toBe(2)
      const placed = outcome.json['problems'] as { file: string; line?: number; message: string }[]
      for (const each of placed) {
        expect.soft(each.file).toBe(PATHS[file])
        expect.soft(each.line, escaped(text)).toBeGreaterThan(0)
        // What the schema refuses, it refuses where it stands; two values that don't fit have a choice of two places.
        if (each.message.startsWith('Expected')) expect.soft(each.line, escaped(text)).toBe(line)
      }
    }
    // A field that took everything would not be checked at all.
    expect(good.length).toBeLessThan(HOSTILE.length / 2)
    accepted.set(`${file} ${path}`, good)
  })
})

/** The accepted strings of one file's fields, the n-th of each together: all of them in few documents. */
function combined(file: File): { data: Data; strings: readonly string[] }[] {
  const fields = FIELDS.filter((field) => field.file === file && !field.path.includes('limits'))
  const lists = fields.map(({ path }) => {
    const [first, ...others] = accepted.get(`${file} ${path}`) ?? []
    // An environment may not live in its gateway's namespace: never the same string there.
    return {
      path,
      texts: path === 'namespace' && first !== undefined ? [...others, first] : [first, ...others],
    }
  })
  const most = Math.max(...lists.map(({ texts }) => texts.length))
  return Array.from({ length: most }, (_, index) => {
    const here = lists.flatMap(({ path, texts }) =>
      texts[index] === undefined ? [] : [{ path, text: texts[index] }],
    )
    const data = here.reduce((result, { path, text }) => replaced(result, path, text), VALID[file])
    // Not rendered, or only as a number of something: nothing to look for.
    return {
      data,
      strings: here
        .filter(({ path }) => !/kubernetes|version|kustomize$/.test(path))
        // The system is the beginning of names.
        .map(({ path, text }) => (path === 'system' ? `${text}-here` : text)),
    }
  })
}

const holds = (value: unknown, text: string): boolean =>
  typeof value === 'string'
    ? value === text ||
      value.startsWith(`${text}/`) ||
      value.endsWith(`:${text}`) ||
      value.includes(`:${text}@`)
    : typeof value === 'object' && value !== null && Object.values(value).some((inner) => holds(inner, text))

async function build(folder: string): Promise<{ metadata: { name: string; namespace?: string } }[]> {
  const { manifests, warnings } = await kustomizeBuild(folder)
  expect(warnings).toBe('')
  return parseAllDocuments(manifests).map((document) => document.toJS())
}

test('what environments and releases were accepted with is built by kustomize as the same strings', async () => {
  const root = temporaryFolder()
  cpSync(join(SYSTEM, 'base'), join(root, 'base'), { recursive: true })
  const [environments, releases] = [combined('environment'), combined('release')]
  expect(environments.length).toBeGreaterThan(20)
  const count = Math.max(environments.length, releases.length)
  const cases = Array.from({ length: count }, (_, index) => {
    const environment = structuredClone(environments[index]?.data ?? ENVIRONMENT)
    // A cluster for each: none is in the namespace of another one's controller.
    environment['cluster'] = `c${index}`
    // Two environments can't share these; the hostile ones differ as they are.
    if (environment['namespace'] === ENVIRONMENT['namespace']) environment['namespace'] = `todo-${index}`
    if (environment['host'] === ENVIRONMENT['host']) environment['host'] = `h${index}.example.com`
    const secrets = valueAt(environment, ['components', 'external-secrets']) as Data
    if (secrets['store'] === 'vault') secrets['store'] = `vault-${index}`
    const release = releases[index]?.data ?? RELEASE
    write(root, {
      [`environments/e${index}/environment.yaml`]: yaml(environment),
      [`environments/e${index}/release.yaml`]: yaml(release),
    })
    const strings = [...(environments[index]?.strings ?? []), ...(releases[index]?.strings ?? [])]
    return { namespace: String(environment['namespace']), strings }
  })
  const clusters = Object.fromEntries(
    cases.map((_, index) => [`c${index}`, valueAt(FLEET, ['clusters', 'cloud'])]),
  )
  write(root, { 'environments/fleet.yaml': yaml({ ...FLEET, clusters }) })
  expect((await render(root, [])).errors).toEqual([])

  // One build each: the time of a build grows with the square of what is in it. A third of them is enough, because
  // every field takes much the same strings.
  const sample = cases.map((each, index) => ({ ...each, index })).filter(({ index }) => index % 3 === 0)
  for (const { index, namespace, strings } of sample) {
    const app = `apps/c${index}/environments/e${index}.yaml`
    write(root, { [`k${index}/kustomization.yaml`]: `resources:\n- ../overlays/e${index}\n- app.yaml\n` })
    cpSync(join(root, app), join(root, `k${index}/app.yaml`))
    const own = await build(join(root, `k${index}`))
    expect(own.length).toBeGreaterThan(40)
    for (const text of strings) expect.soft(holds(own, text), `e${index} ${escaped(text)}`).toBe(true)
    expect(own.some(({ metadata }) => metadata.name === namespace)).toBe(true)
  }
})

test('what fleet.yaml was accepted with is read by kustomize as the same strings', async () => {
  const root = temporaryFolder()
  const cases = combined('fleet')
  for (const [index, { data }] of cases.entries()) {
    const files = renderWith('fleet', data)
    for (const { path, text } of files) write(join(root, `c${index}`), { [path]: text })
    const apps = files.filter(({ path }) => path.startsWith('apps/')).map(({ path }) => `- ${path}\n`)
    write(root, { [`c${index}/kustomization.yaml`]: `resources:\n${apps.join('')}namePrefix: c${index}-\n` })
  }
  write(root, { 'kustomization.yaml': `resources:\n${cases.map((_, index) => `- c${index}\n`).join('')}` })
  const objects = await build(root)
  for (const [index, { strings }] of cases.entries()) {
    const release = parse(
      '',
      readFileSync(join(root, `c${index}/overlays/here/release/kustomization.yaml`)),
    ).value
    const own = [release, ...objects.filter(({ metadata }) => metadata.name.startsWith(`c${index}-`))]
    expect(own).toHaveLength(5)
    for (const text of strings) expect.soft(holds(own, text), `c${index} ${escaped(text)}`).toBe(true)
  }
})

test('no reader of YAML 1.1 or 1.2 sees other strings in what render writes', () => {
  for (const file of ['environment', 'release', 'fleet'] as const)
    for (const { data } of combined(file))
      for (const { path, text } of renderWith(file, data)) {
        const [older, newer] = (['1.1', '1.2'] as const).map((version) =>
          parseAllDocuments(text, { version }),
        )
        const data = (documents: typeof older) => documents?.map((document) => document.toJS())
        expect(data(older), path).toEqual(data(newer))
      }
})

// `npm run crds`: takes the definitions in base/crds again from the releases that their first lines name.
// `-- MODULE@VERSION FILE...` adds files of a Go module, or moves them to that version; `-- --check` only compares.
// Needs the network.

import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dump, load } from 'js-yaml'
import { CRD_KIND, type CustomResourceDefinition } from '../../kubernetes/crd/definition.ts'
import { download } from './download.ts'

const FOLDER = 'base/crds'

/** Where a definition is from. */
interface Origin {
  readonly path: string
  readonly version: string
  readonly file: string
  readonly sum?: string
}

const options = process.argv.slice(2)
const isCheck = options.includes('--check')
const [module, ...files] = options.filter((option) => option !== '--check')
const [, path, version] = /^([^@\s]+)@(v[^@\s]+)$/.exec(module ?? '') ?? []
if (module === undefined) await take(pinned()).catch(fail)
else if (path === undefined || version === undefined || files.length === 0 || isCheck) {
  process.stderr.write('Usage: npm run crds [-- --check | -- MODULE@VERSION FILE...]\n')
  process.exitCode = 2
} else await take(files.map((file) => ({ path, version, file }))).catch(fail)

/** What the first lines of the files say. Those without such lines are kept by hand. */
function pinned(): Origin[] {
  return globSync(`${FOLDER}/**/*.{yaml,yml}`)
    .sort()
    .flatMap((name) => {
      const head = readFileSync(name, 'utf8')
      const [, path, version, sum] = /^# module: (\S+) (\S+) (\S+) /m.exec(head) ?? []
      const file = /^# file: (\S+)$/m.exec(head)?.[1]
      return path && version && sum && file ? [{ path, version, sum, file }] : []
    })
}

async function take(origins: readonly Origin[]): Promise<void> {
  const texts = new Map<string, string>()
  for (const origin of origins) {
    const { read, sum } = await download(origin)
    const definition = load(read(origin.file)) as CustomResourceDefinition
    if (definition?.kind !== CRD_KIND) throw new Error(`${origin.file} holds no ${CRD_KIND}.`)
    const name = `${definition.metadata?.name}.yaml`
    texts.set(join(FOLDER, name), textOf(definition, { ...origin, sum }, licenceOf(read('LICENSE'))))
  }
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, text] of texts) {
    const isSame = globSync(name).length > 0 && readFileSync(name, 'utf8') === text
    if (!isSame && isCheck) process.exitCode = 1
    if (!isSame && !isCheck) writeFileSync(name, text)
    const state = isSame ? 'up to date' : isCheck ? 'DIFFERS from its source' : 'written'
    process.stdout.write(`${name}: ${state}\n`)
  }
}

function textOf(definition: CustomResourceDefinition, origin: Required<Origin>, licence: string): string {
  const { apiVersion, kind, metadata, spec } = definition
  const { name, annotations } = metadata ?? {}
  const content = {
    apiVersion,
    kind,
    metadata: { name, ...(annotations && { annotations }) },
    spec: { ...spec, versions: spec.versions.map(withoutDescriptions) },
  }
  return `# For \`npm run validate\` to check these kinds: the operator's own installation brings the definition.
# Taken by \`npm run crds\`, without descriptions and printer columns.
# module: ${origin.path} ${origin.version} ${origin.sum} ${licence}
# file: ${origin.file}
${dump(content, { noRefs: true, lineWidth: -1 })}`
}

type Version = CustomResourceDefinition['spec']['versions'][number]

function withoutDescriptions({ schema, ...version }: Version): object {
  const { additionalPrinterColumns, ...rest } = version as Record<string, unknown>
  return { ...rest, schema: { openAPIV3Schema: plain(schema?.openAPIV3Schema ?? {}) } }
}

/** A schema without what it says to people. A property may be called description. */
function plain(schema: object): object {
  const kept = Object.entries(schema).filter(([keyword]) => keyword !== 'description')
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (keyword === 'default' || keyword === 'enum' || keyword === 'example') return [keyword, value]
      if (keyword === 'properties')
        return [
          keyword,
          Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each as object)])),
        ]
      if (Array.isArray(value))
        return [keyword, value.map((each) => (typeof each === 'object' ? plain(each) : each))]
      return [keyword, typeof value === 'object' && value !== null ? plain(value) : value]
    }),
  )
}

/** By the first words of the licence's text. */
function licenceOf(text: string): string {
  if (/Apache License\s+Version 2\.0/.test(text)) return 'Apache-2.0'
  if (/^\s*(The )?MIT License|Permission is hereby granted, free of charge/m.test(text)) return 'MIT'
  if (/Redistribution and use in source and binary forms/.test(text)) return 'BSD'
  if (/Mozilla Public License,? [Vv]ersion 2\.0/.test(text)) return 'MPL-2.0'
  return 'see-LICENSE'
}

function fail(error: Error): void {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 3
}

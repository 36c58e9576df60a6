// `npm run programs`: writes into each programs.yaml of base/services what the programs themselves declare to read, in
// docker/NAME/src/settings.ts or docker/NAME/server/settings.ts; a test holds that it is up to date. `SETTINGS` is what
// the container NAME reads, `OTHER_SETTINGS` what the container `other` does. The services' packages must be installed:
// `npm run install:workload`.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isMap, parseDocument, YAMLMap } from 'yaml'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Where a service declares its variables. */
export const DECLARED = ['src/settings.ts', 'server/settings.ts']

/** A variable as its program declares it. */
interface Setting {
  /** In the words of a programs.yaml; `secret` for what comes from a Secret, which base names. */
  readonly form: string
  /** There if the variable may be absent. */
  readonly fallback?: { readonly value: unknown }
}

/** The programs.yaml of each service that declares its variables, by its path, with the text that it must have. */
export async function programFiles(root: string = ROOT): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const service of readdirSync(join(root, 'base/services')).sort()) {
    const path = `base/services/${service}/programs.yaml`
    const declared = DECLARED.map((file) => join(root, 'docker', service, file)).find(existsSync)
    if (declared === undefined || !existsSync(join(root, path))) continue
    const module = (await import(pathToFileURL(declared).href)) as Readonly<Record<string, unknown>>
    files.set(path, withVariables(readFileSync(join(root, path), 'utf8'), programsIn(module, service)))
  }
  return files
}

type Programs = Readonly<Record<string, Readonly<Record<string, Setting>>>>

/** What a settings.ts exports, by the name of the container that reads it. */
const programsIn = (module: Readonly<Record<string, unknown>>, service: string): Programs =>
  Object.fromEntries(
    Object.entries(module).flatMap(([name, settings]) => {
      const [, prefix] = /^(?:([A-Z_]+)_)?SETTINGS$/.exec(name) ?? ['', null]
      if (prefix === null) return []
      return [[prefix?.toLowerCase().replaceAll('_', '-') ?? service, settings]]
    }),
  ) as Programs

/**
 * A programs.yaml with these variables, in the order in which they are declared; the rest and its comments stay. Which
 * Secret and key a secret comes from only base knows: that stays, and is the variable's own name for a new one.
 *
 * @throws {TypeError} if it has no such program.
 */
export function withVariables(text: string, programs: Programs): string {
  const document = parseDocument(text)
  for (const [program, settings] of Object.entries(programs)) {
    const map = document.get(program)
    if (!isMap(map)) throw new TypeError(`there is no program "${program}" in its programs.yaml`)
    const before = map.get('variables')
    const known = isMap(before) ? before : undefined
    const variables = new YAMLMap(document.schema)
    for (const [name, { form, fallback }] of Object.entries(settings)) {
      const pair = known?.items.find(({ key }) => String(key) === name)
      const definition = String(known?.get(name) ?? '')
      const secret = definition.startsWith('secret ')
        ? definition.replace(/ optional$/, '')
        : `secret ${program}`
      const value = form === 'secret' ? `${secret}${fallback ? ' optional' : ''}` : form
      if (pair) {
        if (definition !== value) map.setIn(['variables', name], value)
        variables.items.push(pair)
      } else variables.set(name, value)
    }
    map.set('variables', variables)
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

if (process.argv[1] === import.meta.filename)
  for (const [path, text] of await programFiles()) writeFileSync(join(ROOT, path), text)

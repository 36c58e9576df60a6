// `npm run docs`: writes docs/configuration.md from the schemas, base, and the variables that the services declare; a
// test holds that it is up to date. The services' packages must be installed: `npm run install:workload`.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import { readResources } from '../kubernetes/read.ts'
import { at, entries, isKind, type Resource } from '../kubernetes/resource.ts'
import { readInputs } from '../repository/inputs.ts'
import { requiredKeys, variableOf } from '../secrets/required.ts'
import { configurationPage } from './configuration/page.ts'
import { settingsOf } from './configuration/settings.ts'
import { EnvironmentSchema, FleetSchema, HoldsSchema, ReleaseSchema } from './schema.ts'
import { DECLARED } from './write-programs.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** docs/configuration.md of the repository at `root`, as text. */
export async function configuration(root = ROOT): Promise<string> {
  const { base, components } = readInputs(root).inputs
  const { catalog } = parseCatalog(base, components)
  const services = Object.keys(catalog.services)
  const accepted = Object.fromEntries(
    await Promise.all(services.map(async (service) => [service, await acceptedBy(root, service)] as const)),
  )
  const resources = resourcesOf(base)
  const quota = resources.find(isKind('ResourceQuota'))
  return configurationPage({
    schemas: {
      environment: EnvironmentSchema,
      release: ReleaseSchema,
      holds: HoldsSchema,
      fleet: FleetSchema,
    },
    catalog,
    components: Object.fromEntries(
      Object.keys(catalog.components).map((name) => [
        name,
        catalog.components[name]?.definition?.description ?? headOf(base, `base/components/${name}`),
      ]),
    ),
    settings: Object.fromEntries(
      services.map((service) => [
        service,
        settingsOf(base.get(`base/services/${service}/settings.env`) ?? ''),
      ]),
    ),
    accepted,
    quota: Object.fromEntries(
      entries(at(quota, 'spec', 'hard')).map(([name, value]) => [name, String(value)]),
    ),
    secrets: secretsOf(resources, accepted),
  })
}

/** What a service accepts, by variable, in the words of its own error messages. */
async function acceptedBy(root: string, service: string): Promise<Record<string, string>> {
  const file = DECLARED.map((path) => join(root, 'docker', service, path)).find((path) => existsSync(path))
  if (file === undefined) return {}
  const { SETTINGS } = (await import(pathToFileURL(file).href)) as {
    SETTINGS: Record<string, { readonly expected: string }>
  }
  return Object.fromEntries(Object.entries(SETTINGS).map(([name, { expected }]) => [name, expected]))
}

const resourcesOf = (base: ReadonlyMap<string, string>): Resource[] =>
  [...base].flatMap(([path, text]) => {
    if (!path.endsWith('.yaml') || !/^kind: (Deployment|StatefulSet|Job|CronJob|ResourceQuota)$/m.test(text))
      return []
    return path.startsWith('base/shared/') || path.includes('/spread/') ? [] : readResources(text)
  })

/** The comment that a component's kustomization begins with. */
const headOf = (base: ReadonlyMap<string, string>, folder: string): string =>
  (base.get(`${folder}/kustomization.yaml`) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#\s*/, ''))
    .join(' ')

/** Every key that a program of base reads, with what the examples of the environments say of it. */
function secretsOf(
  resources: readonly Resource[],
  accepted: Readonly<Record<string, Readonly<Record<string, string>>>>,
) {
  const examples = readdirSync(join(ROOT, 'environments'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('secrets.example.env'))
    .sort()
    .reverse() // staging's first: what it says holds outside of a cluster on one's own machine, too
    .map((path) => readFileSync(join(ROOT, 'environments', path), 'utf8'))
    // Its first line is about the whole file, and others are for `npm run minikube`.
    .flatMap((text) => settingsOf(text.replace(/^#.*\n/, '').replace(/^# Generated: .*\n/gm, '')))
  return requiredKeys(resources).map(({ secret, key, optional }) => ({
    secret,
    key,
    optional,
    readers: readersOf(resources, key),
    accepted: acceptedAs(accepted, key === 'MIGRATION_DATABASE_URL' ? 'DATABASE_URL' : key),
    meaning: examples.find(({ name }) => name === variableOf({ secret, key }))?.meaning ?? '',
  }))
}

const readersOf = (resources: readonly Resource[], key: string): string[] =>
  resources
    .filter((resource) => requiredKeys([resource]).some((each) => each.key === key))
    .map(({ metadata }) => metadata.name)
    .sort()

const acceptedAs = (
  accepted: Readonly<Record<string, Readonly<Record<string, string>>>>,
  variable: string,
): string => Object.values(accepted).find((variables) => variable in variables)?.[variable] ?? 'text'

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(ROOT, 'docs/configuration.md'), await configuration())

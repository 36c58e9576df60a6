import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual, parseEnv } from 'node:util'
import { type Document, parse } from 'yaml'
import type { Definition } from '../render/environment/environment.ts'
import { describe, secretsIn, type Target } from './repository.ts'
import type { World } from './world.ts'

/**
 * A service that answers in place of one that needs a key, for those who have none: a folder of docker/ with a
 * stand-in.yaml and a manifests.yaml. It is a service of this cluster, of no environment, in a namespace of its name.
 */
export interface StandIn {
  readonly name: string
  /** The variable of secrets.env that is the key, and what to write there. */
  readonly secret: string
  readonly value: string
  /** What environment.yaml sets to have it asked. */
  readonly environment: Pick<Definition['environment'], 'components' | 'services'>
}

export const standIns = (root: string): StandIn[] =>
  globSync('docker/*/stand-in.yaml', { cwd: root })
    .sort()
    .map((path) => ({ ...parse(readFileSync(join(root, path), 'utf8')), name: basename(dirname(path)) }))

/** Those of this run: the environment names it, or, synced from disk, has no key and nothing that would be asked. */
export function standInsOf({ root, target, options }: World): StandIn[] {
  const { definition } = describe(root, target)
  return standIns(root).filter(
    (each) =>
      isNamed(definition, each) ||
      (options.fromWorkingTree === true && isOpen(definition, each) && keyIn(root, target, each) === ''),
  )
}

/** The user's own key: from secrets.env, or if there is none yet from the variable. */
export function keyIn(root: string, target: Target, { secret, value }: StandIn): string {
  const text = secretsIn(root, target)
  const key = (text === undefined ? process.env[secret] : parseEnv(text)[secret])?.trim() ?? ''
  return key === value ? '' : key
}

/** Writes what the stand-in needs into an environment.yaml. */
export function askIn(file: Document, standIn: StandIn): void {
  for (const { path, value } of placesOf(standIn)) file.setIn(path, file.createNode(value))
}

interface Place {
  readonly path: readonly string[]
  readonly value: unknown
}

const placesOf = ({ environment: { components = {}, services = {} } }: StandIn): Place[] => [
  ...Object.entries(components).map(([name, value]) => ({ path: ['components', name], value })),
  ...settingsOf(services),
]

const settingsOf = (services: StandIn['environment']['services'] = {}): Place[] =>
  Object.entries(services).flatMap(([service, { settings = {} }]) =>
    Object.entries(settings).map(([name, value]) => ({
      path: ['services', service, 'settings', name],
      value,
    })),
  )

const at = ({ environment }: Definition, path: readonly string[]): unknown =>
  path.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], environment)

const isNamed = (definition: Definition, { environment }: StandIn): boolean =>
  settingsOf(environment.services).every(({ path, value }) => isDeepStrictEqual(at(definition, path), value))

const isOpen = (definition: Definition, standIn: StandIn): boolean =>
  Object.keys(standIn.environment.services ?? {}).every((service) => definition.release.services[service]) &&
  placesOf(standIn).every(({ path }) => at(definition, path) === undefined)

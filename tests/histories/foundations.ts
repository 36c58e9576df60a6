import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Foundation } from './found.ts'
import { ENVIRONMENTS, SERVICES, smallBase } from './small-base.ts'

const REPOSITORY = join(import.meta.dirname, '../..')

export const smallFoundation = (): Foundation => ({
  files: smallBase(),
  services: SERVICES,
  environments: ENVIRONMENTS,
})

/** The base of this repository, with its staging and production. */
export function realFoundation(): Foundation {
  const paths = readdirSync(join(REPOSITORY, 'base'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(REPOSITORY.length + 1))
  const files = [
    ...paths,
    'environments/fleet.yaml',
    ...ENVIRONMENTS.map((name) => `environments/${name}/environment.yaml`),
  ]
  return {
    files: Object.fromEntries(files.map((path) => [path, readFileSync(join(REPOSITORY, path), 'utf8')])),
    services: ['ai-agent', 'backend', 'frontend', 'mcp-server'],
    environments: ENVIRONMENTS,
  }
}

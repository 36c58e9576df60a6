import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { SYSTEM } from '../support/root.ts'
import type { Foundation } from './found.ts'
import { ENVIRONMENTS, SERVICES, smallBase } from './small-base.ts'

export const smallFoundation = (): Foundation => ({
  files: smallBase(),
  services: SERVICES,
  environments: ENVIRONMENTS,
})

/** The base that the engine came with, with its staging and production. */
export function realFoundation(): Foundation {
  const paths = readdirSync(join(SYSTEM, 'base'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(SYSTEM, join(parentPath, name)))
  const files = [
    ...paths,
    'environments/fleet.yaml',
    ...ENVIRONMENTS.map((name) => `environments/${name}/environment.yaml`),
  ]
  return {
    files: Object.fromEntries(files.map((path) => [path, readFileSync(join(SYSTEM, path), 'utf8')])),
    services: ['ai-agent', 'backend', 'frontend', 'mcp-server'],
    environments: ENVIRONMENTS,
  }
}

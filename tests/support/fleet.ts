import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from './repository.ts'

const { registry } = parse(readFileSync(join(ROOT, 'tests/support/environments/fleet.yaml'), 'utf8')) as {
  readonly registry: string
}

/** Where the images of the tests' environments are. */
export const REGISTRY = registry

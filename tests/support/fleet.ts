import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from './repository.ts'

const { registry } = parse(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8')) as {
  readonly registry: string
}

/** Where this repository's images are: an adopter names another one, and the tests are still right. */
export const REGISTRY = registry

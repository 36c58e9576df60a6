import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Fleet } from '../../../render/environment/schema.ts'
import { KUBERNETES } from '../../checkers/pins.ts'
import { ROOT } from '../../support/repository.ts'

test('manifests are checked for the Kubernetes that every cluster runs', () => {
  const { clusters } = parse(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8')) as Fleet
  expect(new Set(Object.values(clusters).map(({ kubernetes }) => kubernetes))).toEqual(new Set([KUBERNETES]))
})

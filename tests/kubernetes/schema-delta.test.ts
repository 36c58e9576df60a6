import { expect, test } from 'vitest'
import type { KubernetesSchemas } from '../../render/kubernetes/schema/data.ts'
import { difference, expand } from '../../render/kubernetes/schema/delta.ts'
import { manifestValidator } from '../../render/kubernetes/schema/validator.ts'
import { knownKubernetesVersions } from '../../render/repository/kubernetes-schemas.ts'
import { good, goodKinds } from './schema-good.ts'
import { mistakes, withMistake } from './schema-mistakes.ts'
import { schemasOf } from './schemas-of.ts'

const schemas = (
  kubernetes: string,
  kinds: KubernetesSchemas['kinds'],
  definitions: KubernetesSchemas['definitions'],
): KubernetesSchemas => ({ kubernetes, sources: [], kinds, definitions })

const kind = { definition: 'a', namespaced: true }
const older = schemas('1.1', { 'v1/A': kind, 'v1/B': kind }, { a: { type: 'object' }, b: {} })
const newer = schemas('1.2', { 'v1/A': kind, 'v1/C': kind }, { a: { type: 'string' }, c: {} })

test('a version is what differs from the one before, and whole again when expanded', () => {
  const delta = difference(newer, older)
  expect(delta).toMatchObject({ since: '1.1', kinds: { 'v1/B': null, 'v1/C': kind } })
  expect(delta.definitions).toEqual({ a: { type: 'string' }, b: null, c: {} })
  expect(delta.kinds).not.toHaveProperty(['v1/A'])
  expect(expand(delta, older)).toEqual(newer)
})

test('the first version holds everything', () => {
  expect(difference(older)).toEqual(older)
  expect(expand(difference(older))).toEqual(older)
})

const pod = (field: string, value: unknown) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'x' },
  spec: { containers: [{ name: 'x', image: 'example.com/x' }], [field]: value },
})

// A field that 1.35 brought and 1.36 removed, one that came with 1.36, one that came with 1.37.
test.each([
  ['workloadRef', { name: 'x', podGroup: 'x' }, ['1.35']],
  ['schedulingGroup', { podGroupName: 'x' }, ['1.36', '1.37']],
  ['evictionResponders', [{ name: 'example.com/x', priority: 1 }], ['1.37']],
])('spec.%s of a Pod is known exactly where the API server knows it', (field, value, versions) => {
  const takes = knownKubernetesVersions().filter(
    (version) => manifestValidator(schemasOf(version))(pod(field, value)).length === 0,
  )
  expect(takes).toEqual(versions)
})

test.each(knownKubernetesVersions())('Kubernetes %s judges the sample as 1.36 does', (version) => {
  const validate = manifestValidator(schemasOf(version))
  for (const kind of goodKinds()) expect(validate(good(kind)), kind).toEqual([])
  for (const mistake of mistakes) expect(validate(withMistake(mistake)), mistake[1]).not.toEqual([])
})

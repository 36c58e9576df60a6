import { expect, test } from 'vitest'
import { definitionFlaws } from '../../../render/kubernetes/crd/flaws.ts'
import { knownKubernetesVersions } from '../../../render/repository/kubernetes-schemas.ts'
import { schemasOf } from '../schemas-of.ts'
import { FINE, WRONG_DEFINITIONS, WRONG_ROOTS, WRONG_SCHEMAS } from './definition-cases.ts'
import { widgetOf } from './widget.ts'

const text = { type: 'string' }
const flaws = (definition: object, version = '1.36') =>
  definitionFlaws(definition, schemasOf(version)).map(({ path, at, message }) => ({
    path: path
      .join('.')
      .replace('spec.versions.0.schema.openAPIV3Schema.', 'R.')
      .replace('R.properties.spec.properties.a', 'A'),
    at,
    message,
  }))

test.each(WRONG_SCHEMAS)('%s', (_, schema, path, message) =>
  expect(flaws(widgetOf({ a: schema }))).toContainEqual({
    path,
    at: expect.any(String),
    message: expect.stringContaining(message),
  }),
)

test.each(WRONG_ROOTS)('at the root: %s', (_, root, path) =>
  expect(flaws(widgetOf({ a: text }, root)).map((each) => each.path)).toContain(path),
)

test.each(WRONG_DEFINITIONS)('a definition with %s', (_, change, path) => {
  const definition = widgetOf({ a: text })
  change(definition)
  expect(flaws(definition).map((each) => each.path)).toContain(path)
})

test.each(FINE)('%s is fine', (_, schema, root) => expect(flaws(widgetOf({ a: schema }, root))).toEqual([]))

test.each(knownKubernetesVersions())('Kubernetes %s knows what a definition is', (version) => {
  expect(flaws(widgetOf({ a: text }), version)).toEqual([])
  expect(flaws(widgetOf({ a: {} }), version)).toHaveLength(1)
})

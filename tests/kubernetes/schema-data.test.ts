import { describe, expect, test } from 'vitest'
import { rules } from '../../render/kubernetes/admission/rules/rules.ts'
import type { Schema } from '../../render/kubernetes/schema/data.ts'
import { expressionOf } from '../../render/kubernetes/schema/pattern.ts'
import { knownKubernetesVersions } from '../../render/repository/kubernetes-schemas.ts'
import { CUSTOM, KUBERNETES } from '../../render/schemas/update/sources.ts'
import { schemasOf } from './schemas-of.ts'

test('there is data of exactly the versions that are pinned', () =>
  expect(knownKubernetesVersions()).toEqual(Object.keys(KUBERNETES).sort()))

describe.each(knownKubernetesVersions())('the schemas of Kubernetes %s', (version) => {
  const { definitions, kinds, sources, kubernetes } = schemasOf(version)
  const text = JSON.stringify({ kinds, definitions })

  test('say what they are and where they come from', () => {
    expect(kubernetes).toBe(version)
    const pinned = [KUBERNETES[version], ...CUSTOM.map(({ module }) => module)]
    expect(sources).toEqual(
      pinned.map((module) => ({
        module: module?.path,
        version: module?.version,
        sum: module?.sum,
        licence: module?.licence,
      })),
    )
  })

  test('lead nowhere else', () => {
    const references = [...text.matchAll(/"(?:\$ref|definition)":"([^"]+)"/g)].map(
      ([, name]) => name as string,
    )
    expect(references.length).toBeGreaterThan(500)
    for (const name of references) expect(definitions, name).toHaveProperty([name])
  })

  test('have only patterns that are understood here', () => {
    const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, each]) =>
      JSON.parse(each as string),
    )
    expect(patterns.length).toBeGreaterThan(20)
    for (const pattern of patterns) expect(() => expressionOf(pattern), pattern).not.toThrow()
  })

  test.each([
    ['core.v1.Container', 'imagePullPolicy', ['Always', 'IfNotPresent', 'Never']],
    ['core.v1.ServiceSpec', 'type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']],
    ['batch.v1.CronJobSpec', 'concurrencyPolicy', ['Allow', 'Forbid', 'Replace']],
    ['networking.v1.HTTPIngressPath', 'pathType', ['Exact', 'ImplementationSpecific', 'Prefix']],
  ])('know the values of %s.%s', (definition, field, values) =>
    expect(definitions[definition]?.properties?.[field]?.enum).toEqual(values),
  )

  // A rule for a field that Kubernetes renames or drops would go on saying nothing.
  test.each(
    Object.entries(rules).flatMap(([name, fields]) => Object.keys(fields).map((field) => [name, field])),
  )('have what the rule for %s.%s is about', (name, field) => {
    const definition = definitions[name as string] as Schema
    expect(definition).toBeDefined()
    const [property = '', part] = (field as string).split('.')
    if (property === '') return
    expect(definition.properties).toHaveProperty([property])
    if (part) expect(definition.properties?.[property]?.additionalProperties).toBeDefined()
  })
})

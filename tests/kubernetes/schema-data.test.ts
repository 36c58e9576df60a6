import { describe, expect, test } from 'vitest'
import { rules } from '../../render/kubernetes/admission/rules/rules.ts'
import type { Schema } from '../../render/kubernetes/schema/data.ts'
import { expressionOf } from '../../render/kubernetes/schema/pattern.ts'
import { knownKubernetesVersions } from '../../render/repository/kubernetes-schemas.ts'
import { CUSTOM, KUBERNETES } from '../../render/schemas/update/sources.ts'
import { schemasOf } from './schemas-of.ts'

test('Kubernetes 1.34 to 1.37 are shipped, the oldest first', () =>
  expect(knownKubernetesVersions()).toEqual(['1.34', '1.35', '1.36', '1.37']))

describe.each(knownKubernetesVersions())('the schemas of Kubernetes %s', (version) => {
  const { definitions, kinds, sources, kubernetes } = schemasOf(version)
  const text = JSON.stringify({ kinds, definitions })

  test('say what they are and where they come from', () => {
    expect(kubernetes).toBe(version)
    const [own, ...custom] = sources
    expect(own).toMatchObject({ module: KUBERNETES.path, licence: KUBERNETES.licence })
    expect(own?.version).toMatch(/^v1\.\d+\.\d+$/)
    expect(own?.version.startsWith(`v${version}.`)).toBe(true)
    expect(own?.sum).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/)
    expect(custom).toEqual(CUSTOM.map(({ module: { path, ...rest } }) => ({ module: path, ...rest })))
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

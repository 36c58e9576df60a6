import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { check } from '../../render/commands/check.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { ROOT } from '../support/repository.ts'

// What this repository has committed, whatever its system: what render would write, and what builds.

test('the committed overlays/ and apps/ are up to date', () => {
  expect(check(ROOT)).toMatchObject({ exit: 0, json: { findings: [] } })
})

describe.each(readdirSync(join(ROOT, 'overlays')))('overlay %s', (environment) => {
  const folder = join(ROOT, 'overlays', environment)

  test('builds twice to the same bytes, with nothing deprecated', async () => {
    const [first, second] = await Promise.all([kustomizeBuild(folder), kustomizeBuild(folder)])
    expect(first.warnings).toBe('')
    expect(parseAllDocuments(first.manifests).length).toBeGreaterThan(1)
    expect(second.manifests).toBe(first.manifests)
  })

  test('names no object twice, and no label of the environment in a selector', async () => {
    const { manifests } = await kustomizeBuild(folder)
    const objects = parseAllDocuments(manifests).map((document) => document.toJS())
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`)
    expect(new Set(names).size).toBe(names.length)
    for (const object of objects) expect(selectorsIn(object)).not.toContain('environment')
  })

  test('gives a fixed number of replicas or a HorizontalPodAutoscaler to each Deployment, never both', async () => {
    const { manifests } = await kustomizeBuild(folder)
    const objects = parseAllDocuments(manifests).map((document) => document.toJS())
    const scaled = objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(({ spec }) => spec.scaleTargetRef.name)
    const deployments = objects.filter(({ kind }) => kind === 'Deployment')
    for (const { metadata, spec } of deployments)
      expect(spec.replicas === undefined, metadata.name).toBe(scaled.includes(metadata.name))
  })
})

/** The keys of every `matchLabels` and Service `selector` in an object, however deep. */
function selectorsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'matchLabels' || key === 'selector'
      ? [...Object.keys(child), ...selectorsIn(child)]
      : selectorsIn(child),
  )
}

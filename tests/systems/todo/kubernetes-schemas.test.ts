import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readResources } from '../../../render/kubernetes/read.ts'
import { idOf, type Resource } from '../../../render/kubernetes/resource.ts'
import { manifestValidator } from '../../../render/kubernetes/schema/validator.ts'
import { schemasOf } from '../../kubernetes/schemas-of.ts'
import { kustomizeBuild } from '../../support/kustomize.ts'
import { ROOT } from '../../support/repository.ts'

const fleet = load(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8')) as {
  clusters: Record<string, { kubernetes: string }>
}
const versions = [...new Set(Object.values(fleet.clusters).map(({ kubernetes }) => kubernetes))]

describe.each(versions)('Kubernetes %s takes', (version) => {
  const validate = manifestValidator(schemasOf(version))
  const wrong = (resources: readonly Resource[]) =>
    resources.flatMap((resource) => validate(resource).map((violation) => [idOf(resource), violation]))

  test.each(globSync('overlays/*', { cwd: ROOT }).sort())('everything that %s builds', async (overlay) => {
    const resources = readResources((await kustomizeBuild(join(ROOT, overlay))).manifests)
    expect(resources.length).toBeGreaterThan(30)
    expect(wrong(resources)).toEqual([])
  })

  test.each(globSync('apps/**/*.yaml', { cwd: ROOT }))('%s', (file) => {
    const resources = readResources(readFileSync(join(ROOT, file), 'utf8'))
    expect(resources.length).toBeGreaterThan(0)
    expect(wrong(resources)).toEqual([])
  })

  test('every kind that stands in base', () => {
    const files = globSync('base/!(crds)/**/*.yaml', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    )
    const kinds = files
      .map((text) => load(text) as { apiVersion?: string; kind: string })
      .filter(({ apiVersion }) => apiVersion && !apiVersion.startsWith('kustomize.'))
      .map(({ apiVersion, kind }) => `${apiVersion}/${kind}`)
    expect(kinds.length).toBeGreaterThan(30)
    expect(Object.keys(schemasOf(version).kinds)).toEqual(expect.arrayContaining([...new Set(kinds)]))
  })
})

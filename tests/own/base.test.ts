import { cpSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { kustomizeBuild } from '../support/kustomize.ts'
import { ROOT, temporaryFolder, write } from '../support/repository.ts'

const folders = globSync('base/**/kustomization.yaml', { cwd: ROOT })
  .map((path) => dirname(path).split('\\').join('/'))
  .sort()

const kindOf = (folder: string): string =>
  parse(readFileSync(join(ROOT, folder, 'kustomization.yaml'), 'utf8')).kind

test.each(folders.filter((folder) => kindOf(folder) === 'Kustomization'))(
  '%s builds by itself',
  async (folder) => {
    const { manifests, warnings } = await kustomizeBuild(join(ROOT, folder))
    expect(warnings).toBe('')
    expect(parseAllDocuments(manifests).length).toBeGreaterThan(0)
  },
)

// A Component is a part of something else: it builds with what it is a part of.
test.each(folders.filter((folder) => kindOf(folder) === 'Component'))(
  '%s builds with the services',
  async (folder) => {
    const root = temporaryFolder()
    cpSync(join(ROOT, 'base'), join(root, 'base'), { recursive: true })
    const services = folders.filter((each) => /^base\/services\/[^/]+$/.test(each))
    write(root, {
      'all/kustomization.yaml': [
        'apiVersion: kustomize.config.k8s.io/v1beta1',
        'kind: Kustomization',
        `resources: [${services.map((each) => relative('all', each)).join(', ')}]`,
        `components: [${relative('all', folder)}]`,
      ].join('\n'),
    })
    const { manifests, warnings } = await kustomizeBuild(join(root, 'all'))
    expect(warnings).toBe('')
    expect(parseAllDocuments(manifests).length).toBeGreaterThan(0)
  },
)

test('Argo CD sees a commit early enough for a setting to count within a minute', () => {
  const { metadata, data } = parse(readFileSync(join(ROOT, 'base/argocd/argocd-cm.yaml'), 'utf8'))
  expect(Object.keys(metadata)).toEqual(['name', 'labels'])
  const seconds = (key: string): number => Number(/^([0-9]+)s$/.exec(data[key])?.[1])
  // A look may use an answer of git as old as the period; pods take up to 25 s to be replaced.
  const latest = 2 * seconds('timeout.reconciliation') + seconds('timeout.reconciliation.jitter')
  expect(latest + 25).toBeLessThanOrEqual(60)
})

test('no Secret and no replicas in base', () => {
  for (const path of globSync('base/!(crds)/**/*.yaml', { cwd: ROOT })) {
    for (const document of parseAllDocuments(readFileSync(join(ROOT, path), 'utf8'))) {
      const manifest = document.toJS()
      expect(manifest.kind, path).not.toBe('Secret')
      if (manifest.kind === 'Deployment') expect(manifest.spec.replicas, path).toBeUndefined()
    }
  }
})

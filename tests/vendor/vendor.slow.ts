import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { check } from '../../render/commands/check.ts'
import { render } from '../../render/commands/render.ts'
import { validate } from '../../render/commands/validate.ts'
import { vendor } from '../../render/commands/vendor/vendor.ts'
import { run } from '../repository/run.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, ROOT, write } from '../support/repository.ts'
import { chartRepository, manifestOf, ociRegistry, packaged, replaceIn, sha256 } from './serve.ts'
import { componentTexts } from './texts.ts'
import { refusedIn, repositoryWith, sourceText, textOf, vendoredFiles } from './vendored.ts'

test('a chart in an OCI registry is pinned by the digest of its manifest', async () => {
  const archive = await packaged()
  const registry = await ociRegistry({ '1.0.0': archive })
  const digest = sha256(manifestOf(archive))
  const root = repositoryWith(sourceText(registry.url, digest))
  expect(await vendor(root, [])).toMatchObject({ exit: 0 })
  expect(vendoredFiles(root)['base/vendor/cache/source.lock.yaml']).toContain(`digest: ${digest}\n`)

  const other = await packaged('1.0.0', replaceIn('values.yaml', '64Mi', '80Mi'))
  registry.charts.set('1.0.0', other)
  const before = vendoredFiles(root)
  const outcome = await vendor(root, [], { refetch: true })
  expect(outcome.exit).toBe(2)
  expect(refusedIn(outcome)).toEqual([
    `base/vendor/cache/source.yaml:6:11: The repository serves cache 1.0.0 with the digest ${sha256(manifestOf(other))}, which is not the one pinned. If version is new here, run \`npm run vendor -- cache --update 1.0.0\`; otherwise ask the author of the chart why it changed.`,
  ])
  expect(vendoredFiles(root)).toEqual(before)
})

describe('nothing is written', () => {
  test('if a classic repository serves another archive under the same version', async () => {
    const archive = await packaged()
    const repository = await chartRepository({ '1.0.0': archive })
    const root = repositoryWith(sourceText(repository.url, `sha256:${'ab'.repeat(32)}`))
    const before = vendoredFiles(root)
    const outcome = await vendor(root, [])
    expect(outcome.exit).toBe(2)
    expect(textOf(outcome)).toContain(`with the digest ${sha256(archive)}, which is not the one pinned`)
    expect(vendoredFiles(root)).toEqual(before)
  })

  test('without a digest, which is told', async () => {
    const archive = await packaged()
    const repository = await chartRepository({ '1.0.0': archive })
    const root = repositoryWith(sourceText(repository.url, archive).replace(/ {2}digest: .*\n/, ''))
    const outcome = await vendor(root, [])
    expect(outcome.exit).toBe(2)
    expect(textOf(outcome)).toContain(`it is now \`digest: ${sha256(archive)}\`: add that line`)
  })

  test.each(['classic', 'oci'] as const)(
    'if a %s server ends the connection in the middle of an archive',
    async (kind) => {
      const archive = await packaged()
      const served = { '1.0.0': archive }
      const server = await (kind === 'oci' ? ociRegistry(served) : chartRepository(served))
      server.dying = true
      const digest = kind === 'oci' ? sha256(manifestOf(archive)) : sha256(archive)
      const root = repositoryWith(sourceText(server.url, digest))
      const before = vendoredFiles(root)
      const outcome = await run(root, ['vendor'])
      expect(outcome.exit).toBe(3)
      expect(outcome.stderr).toMatch(
        /^base\/vendor\/cache: helm pull: [\s\S]*EOF[\s\S]*\nNothing was written\.\n$/,
      )
      expect(outcome.stderr).not.toContain('/tmp/')
      expect(vendoredFiles(root)).toEqual(before)
      server.dying = false
      expect(await vendor(root, [])).toMatchObject({ exit: 0 })
    },
  )

  test('if there is no such version, or one source of two is refused', async () => {
    const archive = await packaged()
    const repository = await chartRepository({ '1.0.0': archive })
    const root = repositoryWith(sourceText(repository.url, archive))
    const other = sourceText(repository.url, archive, { values: '{}', more: 'crds: false\n' })
    write(root, { 'base/vendor/other/source.yaml': other })
    const before = vendoredFiles(root)
    const outcome = await vendor(root, [])
    expect(refusedIn(outcome).every((each) => each.startsWith('base/vendor/other/source.yaml:'))).toBe(true)
    expect(vendoredFiles(root)).toEqual(before)
    await expect(vendor(root, ['cache'], { update: '9.0.0' })).rejects.toThrow(
      /^base\/vendor\/cache: helm pull: [\s\S]*9\.0\.0/,
    )
    expect(vendoredFiles(root)).toEqual(before)
  })
})

describe('refused, with the reason and all at once', () => {
  const refusal = async (values: string, change?: (folder: string) => void, more = ''): Promise<string[]> => {
    const archive = await packaged('1.0.0', change)
    const repository = await chartRepository({ '1.0.0': archive })
    const root = repositoryWith(sourceText(repository.url, archive, { values, more }))
    const before = vendoredFiles(root)
    const outcome = await vendor(root, [])
    expect(outcome.exit).toBe(2)
    expect(vendoredFiles(root)).toEqual(before)
    return refusedIn(outcome).map((each) => each.replace('base/vendor/cache/source.yaml:2:1: ', ''))
  }
  const INSTEAD = 'give in values what it is asked for, such as the name of an existing Secret.'

  test('values that are random, and what reads the cluster', async () => {
    expect(await refusal('{}')).toEqual([
      'Secret/cache (templates/secret.yaml) is a Secret with data, and secrets never come from git: name an existing Secret in values, or list Secret/cache under exclude.',
      `charts/common/templates/_helpers.tpl:27 calls lookup, which reads the cluster, and there is none: ${INSTEAD}`,
      `charts/common/templates/_helpers.tpl:28 calls randAlphaNum, which returns a different value each time: ${INSTEAD}`,
    ])
  })

  test('certificates and the clock, in templates and in values', async () => {
    const found = await refusal(
      '{existingSecret: x, greeting: "{{ genSelfSignedCert `x` nil nil 1 | toJson }}"}',
      replaceIn('templates/config-map.yaml', '    appendonly no', '    # {{ now | date "2006" }}'),
    )
    expect(found).toEqual([
      `templates/config-map.yaml:10 calls date, which reads the clock: ${INSTEAD}`,
      `templates/config-map.yaml:10 calls now, which reads the clock: ${INSTEAD}`,
      `values greeting calls genSelfSignedCert, which generates a new key or certificate each time: ${INSTEAD}`,
    ])
  })

  test('hooks without a counterpart, cluster-wide kinds, other namespaces', async () => {
    expect(
      await refusal('{existingSecret: x, rollbackHook: true, clusterRole: true, elsewhere: true}'),
    ).toEqual([
      'ClusterRole/cache (templates/optional.yaml) is cluster-scoped, and the AppProject of an environment allows no cluster-scoped kind but its Namespace: disable it in values, or list ClusterRole/cache under exclude, and let the administrators of the cluster apply it.',
      'ConfigMap/cache-elsewhere (templates/optional.yaml) is in namespace kube-system, and an environment has one namespace (here cache): disable it in values, or list ConfigMap/cache-elsewhere under exclude.',
      'Namespace/cache (templates/optional.yaml) is refused, because an environment has its own Namespace: disable it in values, or list Namespace/cache under exclude.',
      'Pod/cache-rollback is a hook of helm (post-rollback) without an equivalent in Argo CD (templates/optional.yaml): disable it in values, or list Pod/cache-rollback under exclude.',
    ])
  })

  test('a custom kind that is cluster-wide, whatever it is called', async () => {
    const [found] = await refusal(
      '{existingSecret: x}',
      replaceIn('crds/caches.yaml', 'scope: Namespaced', 'scope: Cluster'),
    )
    expect(found).toMatch(/^Cache\/cache \(templates\/cache\.yaml\) is cluster-scoped/)
  })

  test('templates that helm refuses, and an entry of exclude that names nothing', async () => {
    expect(await refusal('{existingSecret: x}', undefined, 'exclude: [Secret/cache]\n')).toEqual([
      'exclude names Secret/cache, which the source does not render; remove the entry.',
    ])
    const [found] = await refusal('{existingSecret: x, greeting: "{{ nothing }}"}')
    expect(found).toMatch(/^can't be rendered\. helm template: [\s\S]*function "nothing" not defined/)
  })
})

test('what is excluded is left out, CustomResourceDefinitions on request', async () => {
  const archive = await packaged()
  const repository = await chartRepository({ '1.0.0': archive })
  // Of a Secret that is left out, nobody minds that it is random.
  const more = 'exclude: [ClusterRole/cache, Namespace/cache, Secret/cache]\ncrds: false\n'
  const values = '{clusterRole: true, namespaced: true, replicas: 2}'
  const root = repositoryWith(sourceText(repository.url, archive, { more, values }))
  const outcome = await vendor(root, [])
  expect(outcome).toMatchObject({ exit: 0, errors: [] })
  expect(textOf(outcome)).toContain(
    'note: Deployment/cache spec.template.spec.containers[0].env[0].value holds the namespace cache: patch it where an environment has another namespace.',
  )
  expect(Object.keys(vendoredFiles(root)).join()).not.toMatch(/cluster-role|cache\/secret|caches\.cache/)
})

test('an update says what changes in manifests and default values, and keeps what people wrote', async () => {
  const [one, two] = [
    await packaged(),
    await packaged('1.1.0', (folder) => {
      replaceIn('values.yaml', 'memory: 64Mi', 'memory: 80Mi\ntimeout: 5')(folder)
      replaceIn('templates/service.yaml', 'port: 6379', 'port: 6380')(folder)
      replaceIn('charts/metrics/templates/service.yaml', '-metrics', '-stats')(folder)
    }),
  ]
  const repository = await chartRepository({ '1.0.0': one, '1.1.0': two, '2.0.0-rc.1': two })
  const root = repositoryWith(sourceText(repository.url, one))
  await vendor(root, [])
  const before = vendoredFiles(root)
  const dry = await vendor(root, ['cache'], { update: true, dryRun: true })
  expect(textOf(dry)).toContain('would update base/vendor/cache/service-cache.yaml')
  expect(textOf(dry)).toContain('nothing was written')
  expect(vendoredFiles(root)).toEqual(before)

  const outcome = await vendor(root, ['cache'], { update: true })
  const text = textOf(outcome)
  expect(text).toContain(`cache: ${repository.url}/cache 1.0.0 -> 1.1.0 (${sha256(two)}), helm 4.`)
  expect(text).toContain('  - Service/cache-metrics\n  + Service/cache-stats\n  ~ ConfigMap/cache\n')
  expect(text).toContain('spec.ports[6379/TCP]: - ')
  expect(text).toContain('  default values of the chart:\n    memory: 64Mi -> 80Mi\n    timeout: + 5\n')
  expect(text).toContain('deleted base/vendor/cache/service-cache-metrics.yaml')
  expect(vendoredFiles(root)['base/vendor/cache/source.yaml']).toBe(
    sourceText(repository.url, two, { version: '1.1.0' }),
  )
  render(root, [])
  expect(check(root)).toMatchObject({ exit: 0 })
  expect(textOf(await vendor(root, [], { update: true }))).toContain('1 source: nothing to change.')
  expect((await vendor(root, ['cache'], { update: '1.0.0' })).exit).toBe(0)
  expect(vendoredFiles(root)).toEqual(before)
})

test('a version that a program changed without its digest is told how to be taken', async () => {
  const [one, two] = [await packaged(), await packaged('1.1.0')]
  const repository = await chartRepository({ '1.0.0': one, '1.1.0': two })
  const root = repositoryWith(sourceText(repository.url, one))
  await vendor(root, [])
  render(root, [])
  replaceIn('base/vendor/cache/source.yaml', '1.0.0', '1.1.0')(root)
  const found = check(root)
  expect(found.exit).toBe(1)
  expect(found.lines.map(({ text }) => text)).toEqual(['stale base/vendor/cache/source.lock.yaml'])
  expect(textOf(await vendor(root, []))).toContain('run `npm run vendor -- cache --update 1.1.0`')
  expect((await vendor(root, ['cache'], { update: '1.1.0' })).exit).toBe(0)
  expect(check(root).exit).toBe(0)
})

test('killed before any change of the disk or in the middle of a write: the next run heals', async () => {
  const [one, two] = [await packaged(), await packaged('1.1.0', replaceIn('values.yaml', '64Mi', '80Mi'))]
  const repository = await chartRepository({ '1.0.0': one, '1.1.0': two })
  const root = repositoryWith(sourceText(repository.url, one))
  await vendor(root, [])
  const before = vendoredFiles(root)
  const updated = sourceText(repository.url, two, { version: '1.1.0' })
  const hook = join(ROOT, 'tests/repository/kill-at.ts')
  const wanted = copyOfRepository()
  write(wanted, { 'base/vendor/cache/source.yaml': updated })
  await vendor(wanted, [])
  const after = vendoredFiles(wanted)
  let killed = 0
  for (const at of [2, 4, 7, 9]) {
    write(root, { ...before, 'base/vendor/cache/source.yaml': updated })
    const env = { KILL_AT: String(at), KILL_BELOW: root }
    const { signal } = await run(root, ['vendor'], { preload: hook, env })
    if (signal === 'SIGKILL') killed++
    for (const [path, text] of Object.entries(vendoredFiles(root)))
      expect([before[path], after[path], updated], path).toContain(text)
    expect((await vendor(root, [])).exit).toBe(0)
    expect(vendoredFiles(root)).toEqual(after)
  }
  expect(killed).toBeGreaterThan(2)
})

test('an environment that uses a vendored chart renders, checks and validates, patched by a component', async () => {
  const archive = await packaged()
  const repository = await chartRepository({ '1.0.0': archive })
  const root = repositoryWith(sourceText(repository.url, archive))
  await vendor(root, [])
  write(root, componentTexts)
  replaceIn('environments/minikube/environment.yaml', '\ncomponents:', '\ncomponents:\n  cache: {}')(root)
  expect(render(root, [])).toMatchObject({ exit: 0 })
  expect(check(root)).toMatchObject({ exit: 0 })
  const found = await validate(root, ['minikube'])
  expect(textOf(found)).toMatch(/: 0 errors, 0 warnings\.$/)
  const project = readFileSync(join(root, 'apps/minikube/environments/minikube.yaml'), 'utf8')
  expect(project).toContain('- group: cache.example.com\n      kind: Cache\n')
  const { manifests } = await kustomizeBuild(join(root, 'overlays/minikube'))
  const objects = parseAllDocuments(manifests).map((document) => document.toJS())
  const cache = objects.filter(({ metadata }) => metadata.name.startsWith('cache'))
  expect(new Set(cache.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['todo-app']))
  expect(cache.map(({ kind }) => kind)).toContain('Cache')
  expect(objects.map(({ kind }) => kind)).not.toContain('CustomResourceDefinition')
})

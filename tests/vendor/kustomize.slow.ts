import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { vendor } from '../../render/commands/vendor/vendor.ts'
import { gitEnvironment } from '../../render/tools/git-run.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { refusedIn, repositoryWith, textOf, vendoredFiles } from './vendored.ts'

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...gitEnvironment() } as NodeJS.ProcessEnv,
  }).trim()

/** Another repository with a folder to vendor, each content with the tag of its version. */
function sourceRepository(versions: Readonly<Record<string, Readonly<Record<string, string>>>>): {
  url: string
  commits: Readonly<Record<string, string>>
} {
  const folder = temporaryFolder()
  git(folder, 'init', '--quiet', '--initial-branch=main')
  const commits = Object.entries(versions).map(([tag, files]) => {
    write(folder, files)
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message', tag)
    git(folder, 'tag', '--annotate', '--message', tag, tag)
    return [tag, git(folder, 'rev-parse', 'HEAD')] as const
  })
  const bare = join(temporaryFolder(), 'deploy.git')
  git(folder, 'clone', '--quiet', '--bare', folder, bare)
  return { url: pathToFileURL(bare).href, commits: Object.fromEntries(commits) }
}

const GOOD = {
  'deploy/app/kustomization.yaml':
    'resources: [service.yaml, ../shared]\nnamespace: shop\nnamePrefix: shop-\n',
  'deploy/app/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n',
  'deploy/shared/kustomization.yaml': 'resources: [config.yaml]\n',
  'deploy/shared/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: "1"}\n',
}

const sourceText = (url: string, pin: string): string =>
  `kustomize:\n  repository: ${url}\n  ${pin}\n  path: deploy/app\nnamespace: shop\n`

test('a folder of a commit is built, and updated to the newest tag', async () => {
  const { url, commits } = sourceRepository({
    'v1.0.0': GOOD,
    'v1.1.0': { 'deploy/shared/config.yaml': GOOD['deploy/shared/config.yaml'].replace('"1"', '"2"') },
    'v2.0.0-rc.1': { 'deploy/app/service.yaml': GOOD['deploy/app/service.yaml'].replace('80', '81') },
  })
  const root = repositoryWith(sourceText(url, `commit: ${commits['v1.0.0']}`), 'shop')
  const outcome = await vendor(root, [])
  expect(outcome).toMatchObject({ exit: 0 })
  const files = vendoredFiles(root)
  expect(files['base/vendor/shop/config-map-shop-web.yaml']).toContain('metadata:\n  name: shop-web\ndata:')
  expect(Object.keys(files)).toContain('base/vendor/shop/service-shop-web.yaml')
  expect(textOf(await vendor(root, []))).toBe('1 source: nothing to change.')

  const updated = await vendor(root, ['shop'], { update: true })
  expect(textOf(updated)).toContain('settings a: 1 -> 2')
  expect(vendoredFiles(root)['base/vendor/shop/source.yaml']).toBe(
    `kustomize:\n  repository: ${url}\n  commit: ${commits['v1.1.0']}\n  path: deploy/app\n  version: v1.1.0\nnamespace: shop\n`,
  )
  await expect(vendor(root, ['shop'], { update: 'v9' })).rejects.toThrow(`${url} has no tag v9.`)
  const lost = sourceText(url, `commit: ${'ab'.repeat(20)}`)
  write(root, { 'base/vendor/shop/source.yaml': lost })
  await expect(vendor(root, [])).rejects.toThrow(/^base\/vendor\/shop: /)
})

test('what would be fetched or executed is refused, all at once', async () => {
  const { url, commits } = sourceRepository({
    v1: {
      'deploy/app/kustomization.yaml': `resources: [https://example.com/x.yaml, ../lost]
helmCharts: [{name: a}]
transformers: [plugin.yaml]
`,
      'deploy/app/plugin.yaml': 'a: 1\n',
    },
  })
  const root = repositoryWith(sourceText(url, `commit: ${commits['v1']}`), 'shop')
  const outcome = await vendor(root, [])
  expect(outcome.exit).toBe(2)
  const places = refusedIn(outcome).map((each) =>
    each.replace(/^.*?: (deploy\S+) of the source: (\S+).*$/, '$1 $2'),
  )
  expect(places).toEqual([
    'deploy/app/kustomization.yaml:1:13 "https://example.com/x.yaml"',
    'deploy/app/kustomization.yaml:1:41 "../lost"',
    'deploy/app/kustomization.yaml:2:1 helmCharts:',
    'deploy/app/kustomization.yaml:3:16 transformers:',
  ])
  expect(Object.keys(vendoredFiles(root)).filter((path) => path.startsWith('base/vendor'))).toEqual([
    'base/vendor/shop/source.yaml',
  ])
})

test('a source without a pin, or without a kustomization, is refused', async () => {
  const { url, commits } = sourceRepository({ v1: { 'a.txt': 'a' } })
  const root = repositoryWith(sourceText(url, 'version: v1'), 'shop')
  expect(textOf(await vendor(root, []))).toContain('nothing pins its content')
  write(root, { 'base/vendor/shop/source.yaml': sourceText(url, `commit: ${commits['v1']}`) })
  expect(textOf(await vendor(root, []))).toContain('has no kustomization.yaml')
})

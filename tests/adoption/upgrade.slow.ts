import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { git } from '../delivery/clones.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { adopterOf, engineOf, fork } from './adopter.ts'

// A copy with an engine from before `components` became a map in environment.yaml takes this one.

const PRODUCTION = 'environments/production/environment.yaml'
const FORMER = /^components:\n {2}load-balancer:\n {4}visitors: (.*)\n/m
const COMPONENT = 'base/components/load-balancer/component.ts'

test('a newer engine is taken by one command, across a change of format, and what is own stays', async () => {
  const newer = fork(temporaryFolder())
  const { root, run, commit } = await adopterOf('boutique')
  const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
  const now = textOf(PRODUCTION)
  const overlay = textOf('overlays/production/kustomization.yaml')

  // As it was: an older render/, the former format, a version, a change log, a script and a test of one's own.
  rmSync(join(root, 'render/verify'), { recursive: true })
  const { scripts, ...rest } = JSON.parse(textOf('package.json'))
  const own = { ...rest, name: 'boutique-gitops', version: '3.1.4', scripts: { ...scripts, shop: 'true' } }
  write(root, {
    [PRODUCTION]: now.replace(FORMER, 'loadBalancer:\n  visitors: $1\n'),
    [COMPONENT]: textOf(COMPONENT).replace('  patches:', "  formerly: { key: 'loadBalancer' },\n  patches:"),
    'CHANGELOG.md': '# What changed in the shop\n',
    'tests/systems/boutique/shop.test.ts': '// A test of the shop.\n',
    'tests/fixtures/system/base/kept.yaml': '{}\n',
    '.github/workflows/verify.yaml': '# Changed in the shop\n',
  })
  commit('As it was')
  const engine = git(root, 'rev-parse', 'HEAD:render')
  write(root, { 'package.json': `${JSON.stringify({ ...own, engine }, null, 2)}\n` })
  commit('Record the engine')

  // By the newer engine's command, which the older one may not have.
  await newer.run('upgrade', ['-C', root, '--from', newer.root])
  expect(engineOf(root)).toBe(engineOf(newer.root))
  expect(textOf('CHANGELOG.md')).toContain('in the shop')
  expect(textOf('docs/engine-changelog.md')).toContain('`components` is a map')
  expect(textOf('docs/engine-changelog.md')).not.toContain('](docs/')
  expect(textOf('tests/systems/boutique/shop.test.ts')).toContain('of the shop')
  expect(textOf('.github/workflows/verify.yaml')).toBe('# Changed in the shop\n')
  expect(textOf('.github/workflows/scan.yaml')).toContain('uses: ./.github/actions/setup')
  expect(textOf('.github/actions/setup/action.yml')).toContain('npm ci')
  const found = JSON.parse(textOf('package.json'))
  expect(found).toMatchObject({ name: 'boutique-gitops', version: '3.1.4', scripts: { shop: 'true' } })
  expect(found.scripts.render).toBe('node pinned-node.mjs render/cli.js render')
  expect(found.engine).toBe(git(newer.root, 'rev-parse', 'HEAD:render'))
  expect(textOf('package-lock.json')).toContain('"name": "boutique-gitops"')
  expect(textOf('docs/vendor.md')).toContain('part-of: boutique')
  expect(existsSync(join(root, 'minikube/up.ts'))).toBe(true)

  // The former format is refused with what to write instead; written so, the overlay is what it was.
  const refused = await run('render', [], 2)
  const [, written = ''] = /Replace "loadBalancer" with: (.*)/.exec(refused) ?? []
  write(root, { [PRODUCTION]: textOf(PRODUCTION).replace(/^loadBalancer:\n.*\n/m, `${written}\n`) })
  await run('render')
  expect(textOf('overlays/production/kustomization.yaml')).toBe(overlay)
  expect(await run('validate')).toMatch(/2 environments, \d+ rules: 0 errors/)
  const upgraded = commit('Upgrade the engine')
  expect(await run('diff', ['--base', `${upgraded}~1`])).not.toContain('Deployment')

  expect(await run('upgrade', ['--from', newer.root])).toContain('up to date')
  write(newer.root, { 'tests/newer.test.ts': '// Of the engine.\n' })
  newer.commit('Test more')
  await run('upgrade', ['--from', newer.root])
  expect(existsSync(join(root, 'tests/newer.test.ts'))).toBe(false)
  await run('upgrade', ['--from', newer.root, '--force'])
  expect(textOf('tests/newer.test.ts')).toBe('// Of the engine.\n')
})

test('what belongs to the newer engine, the newer one says', async () => {
  const newer = fork(temporaryFolder())
  const script = 'render/commands/apply-upgrade.ts'
  const text = readFileSync(join(newer.root, script), 'utf8')
  write(newer.root, {
    [script]: text.replace("['render', ", "['render', 'brought', "),
    'brought/file.txt': 'new\n',
  })
  newer.commit('Bring a folder')
  const { root, run, commit } = await adopterOf('boutique')
  write(root, { 'tests/fixtures/system/base/kept.yaml': '{}\n' })
  commit('As init leaves it')
  await run('upgrade', ['--from', newer.root])
  expect(readFileSync(join(root, 'brought/file.txt'), 'utf8')).toBe('new\n')
  expect(engineOf(root)).toBe(engineOf(newer.root))
})

test('changes of your own in render/ are not lost unless it is said', async () => {
  const newer = fork(temporaryFolder())
  const { root, run, commit } = await adopterOf('boutique')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const engine = git(root, 'rev-parse', 'HEAD:render')
  write(root, {
    'package.json': JSON.stringify({ ...manifest, engine }),
    'render/mine.ts': 'export const mine = 1\n',
    'tests/fixtures/system/base/kept.yaml': '{}\n',
  })
  expect(await run('upgrade', ['--from', newer.root], 2)).toContain('The working tree has changes')
  commit('Change the engine')
  expect(await run('upgrade', ['--from', newer.root], 2)).toContain('render/ has changes of your own')
  await run('upgrade', ['--from', newer.root, '--force'])
  expect(engineOf(root)).toBe(engineOf(newer.root))
})

import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { git } from '../delivery/clones.ts'
import { temporaryFolder } from '../support/repository.ts'
import { engineOf, fork } from './adopter.ts'

// The smallest system: one service, no options, another Kubernetes than the engine came with.

const OPTIONS = [
  ...['--system', 'tiny', '--repository', 'https://git.example.org/tiny/gitops.git'],
  ...['--registry', 'registry.example.org/tiny', '--cluster', 'here=1.37,local', '--cluster', 'edge=1.34'],
  ...['--service', 'clock'],
]
const DIGEST = `sha256:${'c3'.repeat(32)}`

test('a fork becomes a system of its own that every command and the tests of the engine accept', async () => {
  const { root, run, commit } = fork(temporaryFolder())
  const engine = engineOf(root)
  await run('init', OPTIONS)
  const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
  expect(await run('check')).toContain('up to date')
  expect(await run('validate')).toMatch(/2 environments, \d+ rules: 0 errors, 0 warnings/)
  // git grep fails where it finds nothing.
  const named = ['--', 'base', 'environments', 'README.md', 'CHANGELOG.md', 'package.json']
  expect(() => git(root, 'grep', '-iw', 'todo', ...named)).toThrow()
  const began = commit('Begin')

  await run('new-service', ['tick', '--kind', 'CronJob', '--release', `0.2.0@${DIGEST}`])
  commit('Add tick')
  await run('bump', ['--environment', 'edge', '--image', `clock=0.2.0@${DIGEST}`, '--commit', began])
  expect(readFileSync(join(root, 'environments/edge/release.yaml'), 'utf8')).toContain(DIGEST)
  expect(await run('history', ['edge'])).toContain('0.2.0')
  expect(engineOf(root)).toBe(engine)

  const { scripts } = JSON.parse(textOf('package.json'))
  expect(JSON.stringify(scripts)).not.toMatch(/docker|workload/)
  expect(scripts.test).toMatch(/npm run test:fast --$/)
  // What the workflows run is there.
  for (const name of ['audit', 'check', 'diff', 'test', 'test:checkers', 'test:slow', 'validate'])
    expect(Object.keys(scripts)).toContain(name)
  expect(textOf('package-lock.json')).toContain('"name": "tiny-gitops"')
  expect(textOf('.github/CODEOWNERS')).toMatch(/^\/environments\/edge\/ +@tiny\/production$/m)
  expect(textOf('.github/CODEOWNERS')).not.toMatch(/environments\/(here|production)\//)
  expect(textOf('.github/dependabot.yml')).not.toContain('/docker')
  expect(textOf('docs/configuration.md')).not.toMatch(/todo|frontend/i)
  expect(textOf('docs/runbook.md')).toContain('replace what is different in "tiny"')
  expect(deadLinksOf(root)).toEqual([])
  expect(textOf('docs/health.md')).not.toContain('todo')
  expect(textOf('.github/workflows/images.yaml')).toContain('bump -- --environment edge --builds')
  expect(missingScriptsOf(root, Object.keys(scripts))).toEqual([])

  const node = async (...args: string[]) => {
    const { exitCode, all } = await execa(process.execPath, args, { cwd: root, all: true, reject: false })
    expect(exitCode, all).toBe(0)
  }
  await node('node_modules/typescript/bin/tsc', '--noEmit')
  await node(
    'node_modules/vitest/vitest.mjs',
    'run',
    'tests/own',
    'tests/plan',
    'tests/imports.test.ts',
    'rules-page',
  )
  await run('init', OPTIONS, 2)
})

test.skipIf(process.platform !== 'linux')(
  'what is missing is asked for at a terminal, and only that',
  async () => {
    const { root } = fork(temporaryFolder())
    const command = `${process.execPath} pinned-node.mjs render/cli.js init --system tiny --service clock`
    // A terminal of its own, by util-linux: input that is piped is none.
    const terminal = execa('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      ...{ cwd: root, reject: false, timeout: 120_000, env: { NO_COLOR: '1' } },
    })
    const answers: readonly [RegExp, string][] = [
      [/This repository, .*: /, 'git@git.example.org:tiny/gitops.git'],
      [/Registry of your images .*: /, 'registry.example.org/tiny'],
      [/Clusters, .*: /, 'here=1.37,local  edge=1.34'],
    ]
    let shown = ''
    let next = 0
    for await (const chunk of terminal.stdout ?? []) {
      shown += chunk
      const [question, answer] = answers[next] ?? []
      if (!question?.test(shown)) continue
      terminal.stdin?.write(`${answer}\n`)
      next += 1
      shown = ''
    }
    const { exitCode } = await terminal
    expect(exitCode, shown).toBe(0)
    expect(shown).toMatch(/2 environments, \d+ rules: 0 errors, 0 warnings/)
    const fleet = parse(readFileSync(join(root, 'environments/fleet.yaml'), 'utf8'))
    expect(fleet).toMatchObject({
      ...{ system: 'tiny', repository: 'git@git.example.org:tiny/gitops.git' },
      ...{ registry: 'registry.example.org/tiny' },
      clusters: { here: { local: true, kubernetes: '1.37' }, edge: { kubernetes: '1.34' } },
    })
  },
)

test('what is typed wrong is refused, all of it at once, and nothing is moved', async () => {
  const { root, run } = fork(temporaryFolder())
  const typed = ['--system', 'Tiny', '--repository', 'tiny', '--registry', 'x', '--cluster', 'edge=1.12']
  const refused = await run('init', typed, 2)
  expect(refused).toContain('--system: must be lower-case letters')
  expect(refused).toContain('--repository: must be the URL that Argo CD clones')
  expect(refused).toContain('--cluster edge=1.12: must be NAME=KUBERNETES')
  expect(await run('init', ['--system', 'tiny'], 2)).toContain('--cluster: name one')
  expect(existsSync(join(root, 'base/services'))).toBe(true)
  expect(git(root, 'status', '--porcelain')).toBe('')
})

/** Rows of tables in the documents that are about an npm script that is not there. */
function missingScriptsOf(root: string, scripts: readonly string[]): readonly string[] {
  return globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/^\| `npm run ([\w:-]+)/gm)].flatMap(
      ([, script = '']) => (scripts.includes(script) ? [] : [`${page}: ${script}`]),
    ),
  )
}

/** Links of the documents to files that are not there. */
function deadLinksOf(root: string): readonly string[] {
  return globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s#]+)/g)].flatMap(([, target = '']) =>
      /^[a-z]+:/.test(target) || existsSync(join(root, dirname(page), target)) ? [] : [`${page}: ${target}`],
    ),
  )
}

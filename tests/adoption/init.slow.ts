import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
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

  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(JSON.stringify(scripts)).not.toMatch(/docker|workload/)
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

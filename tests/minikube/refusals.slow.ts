import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { generated } from '../../minikube/steps/secrets.ts'
import { run as runTool } from '../repository/run.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { type Machine, startMachine } from './stand-in/machine.ts'
import { workTree } from './stand-in/work-tree.ts'

const ARGOCD = ['--argocd-manifest', join(import.meta.dirname, 'stand-in/argocd.yaml')]
const FROM_DISK = ['--from-working-tree', ...ARGOCD]

let root: string
let git: (...args: string[]) => string
let machine: Machine
beforeEach(async () => {
  ;({ root, git } = await workTree())
  machine = await startMachine()
})

describe('nothing is started where something is missing', () => {
  test.each<[string, string, { exit?: number; stdout?: string }, string]>([
    [
      'Docker too old',
      'docker version',
      { stdout: '20.10.1\n' },
      'docker 20.10.1: 23.0 or later is required',
    ],
    ['no daemon', 'docker version', { exit: 1 }, 'docker: the daemon does not answer'],
    ['Minikube too old', 'minikube version', { stdout: 'v1.30.0\n' }, 'minikube 1.30.0: 1.38.1 or later'],
    [
      'no memory',
      'docker info',
      { stdout: `8 ${7 * 1024 ** 3} /nowhere\n` },
      'memory: Docker has 7.0 GB, 8 GB',
    ],
    [
      'two processors',
      'docker info',
      { stdout: `2 ${16 * 1024 ** 3} /nowhere\n` },
      'processors: Docker has 2',
    ],
  ])('%s', async (_, call, answer, message) => {
    machine.answers.set(call, answer)
    const { exit, stderr } = await machine.run(root, ...FROM_DISK)
    expect(stderr).toContain(message)
    expect(stderr).toContain('Fix: ')
    expect(exit).toBe(1)
    expect(machine.writes).toEqual([])
  })

  test('with less memory than Docker has, --memory goes on', async () => {
    machine.answers.set('docker info', { stdout: `8 ${7 * 1024 ** 3} /nowhere\n` })
    const { stdout } = await machine.run(root, ...FROM_DISK, '--memory', '6', '--dry-run')
    expect(stdout).toContain('ok  machine')
  })

  test('a repository that cannot be read', async () => {
    write(root, {
      'environments/fleet.yaml': readFileSync(join(root, 'environments/fleet.yaml'), 'utf8').replace(
        /^repository: .*$/m,
        `repository: file://${root}/none.git`,
      ),
    })
    const { exit, stderr } = await machine.run(root, ...ARGOCD)
    expect(stderr).toContain("can't be read without credentials")
    expect(stderr).toContain('--from-working-tree')
    expect(exit).toBe(1)
  })

  test('a definition that is wrong', async () => {
    write(root, { 'environments/minikube/environment.yaml': 'cluster: nowhere\n' })
    const { exit, stderr } = await machine.run(root, ...FROM_DISK)
    expect(stderr).toContain('environments/minikube/environment.yaml')
    expect(exit).toBe(2)
  })
})

test('--dry-run shows every command that can be known, and changes nothing', async () => {
  const { exit, stdout } = await machine.run(root, ...FROM_DISK, '--dry-run')
  expect(exit).toBe(0)
  expect(stdout).toContain('minikube start --driver docker --cni calico')
  expect(machine.writes).toEqual([])
  expect(existsSync(join(root, 'environments/minikube/secrets.env'))).toBe(false)
})

test('a step that fails names itself and the tool, and exits with 3', async () => {
  machine.answers.set('minikube start', { exit: 70 })
  const { exit, stderr } = await machine.run(root, ...FROM_DISK)
  expect(stderr).toContain('cluster: minikube start')
  expect(exit).toBe(3)
})

test('the repository of fleet.yaml: images under the tags of release.yaml, and nothing of the copy', async () => {
  const bare = join(temporaryFolder(), 'fork.git')
  write(root, {
    'environments/fleet.yaml': readFileSync(join(root, 'environments/fleet.yaml'), 'utf8').replace(
      /^repository: .*$/m,
      `repository: file://${bare}`,
    ),
  })
  expect((await runTool(root, ['render'])).exit).toBe(0)
  git('commit', '--quiet', '--all', '--message=fork')
  execFileSync('git', ['clone', '--quiet', '--bare', root, bare])
  const { exit, stdout, stderr } = await machine.run(root, ...ARGOCD, '--json')
  expect(stderr).toContain('application: done')
  expect(exit).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    system: { ip: '192.168.49.2', host: 'todo.local', nodePorts: [30080] },
    argocd: { user: 'admin', password: 'first-password' },
  })
  expect([...machine.node].sort()).toEqual([
    'registry.example.org/todo/ai-agent:0.1.0',
    'registry.example.org/todo/backend:0.1.0',
    'registry.example.org/todo/frontend:0.1.0',
    'registry.example.org/todo/mcp-server:0.1.0',
  ])
  expect(machine.api.find('Deployment', 'git-server')).toBeUndefined()
})

test('down leaves a cluster alone that was there before', async () => {
  machine.cluster = 'running'
  const { exit, stderr } = await machine.run(root, 'down')
  expect(stderr).toContain('was not started by this command')
  expect(exit).toBe(1)
  expect(machine.writes).toEqual([])
})

test('an example is filled in from its recipes, and the rest from variables of the shell', () => {
  const example = readFileSync(join(import.meta.dirname, 'secrets.example.env'), 'utf8')
  const values = parseEnv(generated(example, { KEY: 'sk-1', PASSWORD: 'x' }))
  expect(values['PASSWORD']).toMatch(/^[0-9a-f]{48}$/)
  expect(values['TOKEN']).not.toBe(values['PASSWORD'])
  expect(values['URL']).toBe(`db://user:${values['PASSWORD']}@store/`)
  expect(values['OTHER_URL']).toBe(values['URL'])
  expect(values['KEY']).toBe('sk-1')
  expect(parseEnv(generated(example, {}))['KEY']).toBe('')
  const reversed = example.replace('PASSWORD=\n', '')
  expect(() => generated(reversed, {})).toThrow('URL is generated from')
})

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { assist } from '../../render/commands/assist.ts'
import { audit } from '../../render/commands/audit.ts'
import { copyOfRepository, temporaryFolder } from '../support/repository.ts'

const LOG = 'docs/audit/ada-example-org.jsonl'
const OPTIONS = { environment: 'minikube', reason: 'The backend restarts again and again.' }

afterEach(() => {
  vi.unstubAllEnvs()
})

/**
 * A clone whose people are Ada, with stand-ins for kubectl (which says that its user may do what `rules` say) and for
 * kubectl-ai (which writes down how it was called, and ends with `exit`).
 */
async function place({
  rules = [{ verbs: ['get', 'list'], resources: ['pods'] }],
  exit = 0,
  kubeconfig = '{"only":"one context"}',
  program = '',
} = {}) {
  const root = copyOfRepository()
  const git = (...args: string[]) => execa('git', args, { cwd: root })
  await git('init', '--quiet', '--initial-branch=main')
  await git('config', 'user.name', 'Ada')
  await git('config', 'user.email', 'ada@example.org')
  await git('add', '--all')
  await git('commit', '--quiet', '--message=Begin')

  const bin = temporaryFolder()
  const called = join(bin, 'called.json')
  const standIn = (name: string, program: string) =>
    writeFileSync(join(bin, name), `#!/usr/bin/env node\n${program}`, { mode: 0o755 })
  standIn(
    'kubectl',
    `const given = process.argv.slice(2).join(' ')
const say = (text) => process.stdout.write(text)
if (given.includes('get-contexts')) say('minikube\\n')
else if (given.includes('config view')) say(${JSON.stringify(kubeconfig)})
else if (given.startsWith('get pods')) say('pods\\n')
else if (given.startsWith('delete')) {
  process.stderr.write('Error from server (Forbidden): pods "x" is forbidden\\n')
  process.exitCode = 1
}
else if (given.includes('create --validate=false --filename=-')) say(${JSON.stringify(JSON.stringify({ status: { resourceRules: rules } }))})
else process.exitCode = 1
`,
  )
  standIn(
    'kubectl-ai',
    `const { readFileSync, writeFileSync, statSync } = require('node:fs')
const { execFileSync } = require('node:child_process')
const args = process.argv.slice(2)
const file = process.env.KUBECONFIG
writeFileSync(${JSON.stringify(called)}, JSON.stringify({ args, kubeconfig: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777, file }))
writeFileSync(args[args.indexOf('--trace-path') + 1], 'what it did')
${program}
process.exitCode = ${exit}
`,
  )
  vi.stubEnv('KUBECTL', join(bin, 'kubectl'))
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`)
  return {
    root,
    git,
    called: () => JSON.parse(readFileSync(called, 'utf8')),
    wasCalled: () => existsSync(called),
    entries: () =>
      readFileSync(join(root, LOG), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}

test('a prompt is logged before and after, and the assistant gets one context that is gone afterwards', async () => {
  const { root, called, entries } = await place()
  const outcome = await assist(root, 'kubectl-ai', ['why does it restart?'], OPTIONS)
  expect(outcome).toMatchObject({ exit: 0, json: { log: LOG, rights: [] } })
  expect(entries()).toEqual([
    expect.objectContaining({
      ...{ event: 'asked', person: 'ada@example.org', environment: 'minikube', context: 'minikube' },
      ...{ tool: 'kubectl-ai', arguments: ['why does it restart?'], reason: OPTIONS.reason, rights: [] },
    }),
    expect.objectContaining({
      event: 'ended',
      of: entries()[0].hash,
      exit: 0,
      trace: expect.stringMatching(/^[0-9a-f]{64}$/),
      answer: expect.stringMatching(/^[0-9a-f]{64}$/),
      calls: [],
    }),
  ])
  const { args, kubeconfig, mode, file } = called()
  expect(args.slice(0, 3)).toEqual(['--quiet', '--skip-permissions=false', '--mcp-client=false'])
  expect(args.at(-1)).toBe('why does it restart?')
  expect(kubeconfig).toBe('{"only":"one context"}')
  expect(mode).toBe(0o600)
  expect(existsSync(file)).toBe(false)
  const id = entries()[0].hash.slice(0, 12)
  expect(readdirSync(join(root, '.git/gitops-render/traces'))).toEqual([`${id}-answer.txt`, `${id}.txt`])
})

describe('what it does', () => {
  const TOKEN = 'token-of-the-assistant-1234567890'
  const kubeconfig = JSON.stringify({ users: [{ name: 'assistant', user: { token: TOKEN } }] })

  test('is in the log: each call of kubectl, whichever program makes it, and a hash of what it printed', async () => {
    const { root, entries } = await place({
      kubeconfig,
      program: `execFileSync('sh', ['-c', "kubectl get pods --output='wide table'; kubectl delete pod x; echo done"], { stdio: 'inherit' })`,
    })
    expect(await assist(root, 'kubectl-ai', ['why?'], OPTIONS)).toMatchObject({ exit: 0, json: { calls: 2 } })
    const [looked, changed] = entries()[1].calls
    expect(looked).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      arguments: ['get', 'pods', '--output=wide table'],
      exit: 0,
      bytes: 'pods\n'.length,
      sha256: createHash('sha256').update('pods\n').digest('hex'),
    })
    expect(changed).toMatchObject({ arguments: ['delete', 'pod', 'x'], exit: 1, forbidden: true })
    const kept = join(root, '.git/gitops-render/traces', `${entries()[0].hash.slice(0, 12)}-answer.txt`)
    expect(readFileSync(kept, 'utf8')).toMatch(/pods\n.*\(Forbidden\).*\ndone\n/s)
    expect(await audit(root, {})).toMatchObject({ exit: 0 })
  })

  test('shows no credential of the kubeconfig, and no secret that the assistant found elsewhere', async () => {
    const { root, entries } = await place({
      kubeconfig,
      program: `execFileSync('kubectl', ['get', 'pods', '--token=${TOKEN}'])
console.log('I use ${TOKEN} and postgresql://todo:hunter2@db/todo')`,
    })
    await assist(root, 'kubectl-ai', ['why?'], OPTIONS)
    const { calls } = entries()[1]
    expect(calls[0].arguments).toEqual(['get', 'pods', '[redacted]'])
    const kept = join(root, '.git/gitops-render/traces', `${entries()[0].hash.slice(0, 12)}-answer.txt`)
    expect(readFileSync(kept, 'utf8')).toBe('I use [redacted] and [redacted]\n')
    expect(readFileSync(join(root, LOG), 'utf8')).not.toContain(TOKEN)
  })
})

test('how it ended is logged, and is our end too', async () => {
  const { root, entries } = await place({ exit: 4 })
  expect(await assist(root, 'kubectl-ai', ['why?'], OPTIONS)).toMatchObject({ exit: 3 })
  expect(entries()[1]).toMatchObject({ event: 'ended', exit: 4 })
})

test('an assistant that is not installed is logged as not started', async () => {
  const { root, entries } = await place()
  const outcome = await assist(root, 'kagent', ['--agent=a', '--task=why?'], OPTIONS)
  expect(outcome).toMatchObject({ exit: 3, errors: [expect.stringContaining('kagent'), expect.anything()] })
  expect(entries()[1]).toMatchObject({ event: 'ended', exit: null })
})

describe('an assistant that may do more than read', () => {
  const rules = [{ verbs: ['*'], resources: ['*'] }]

  test.each([undefined, 'Ada@example.org'])('does not start with the agreement of %s', async (approvedBy) => {
    const { root, wasCalled } = await place({ rules })
    const outcome = await assist(root, 'kubectl-ai', ['scale it'], {
      ...OPTIONS,
      ...(approvedBy && { approvedBy }),
    })
    expect(outcome).toMatchObject({ exit: 2, errors: [expect.stringContaining('more than read: * *')] })
    expect(wasCalled()).toBe(false)
    expect(existsSync(join(root, LOG))).toBe(false)
  })

  test('starts with that of another person, who stands in the log', async () => {
    const { root, entries } = await place({ rules })
    const outcome = await assist(root, 'kubectl-ai', ['scale it'], {
      ...OPTIONS,
      approvedBy: 'bob@example.org',
    })
    expect(outcome.exit).toBe(0)
    expect(entries()[0]).toMatchObject({ rights: ['* *'], approvedBy: 'bob@example.org' })
  })
})

test.each([
  ['an unknown assistant', 'kubctl-ai', ['why?'], /Did you mean "kubectl-ai"/],
  ['a flag that goes around a guard', 'kubectl-ai', ['--skip-permissions', 'x'], /not allowed here/],
  [
    'a prompt with a secret in it',
    'kubectl-ai',
    ['does postgresql://todo:hunter2@db/todo work?'],
    /URL with a password/,
  ],
  ['a secret behind a flag', 'kagent', ['--task=x', '--token', 'hunter2222'], /named like a secret/],
])('%s is refused, and nothing is run or logged', async (_, tool, args, message) => {
  const { root, wasCalled } = await place()
  expect(await assist(root, tool, args, OPTIONS)).toMatchObject({
    exit: 2,
    errors: [expect.stringMatching(message)],
  })
  expect(wasCalled()).toBe(false)
  expect(existsSync(join(root, LOG))).toBe(false)
})

describe('audit', () => {
  test('finds a log as it was written, and what was changed in it since', async () => {
    const { root, git } = await place()
    await assist(root, 'kubectl-ai', ['why?'], OPTIONS)
    await assist(root, 'kubectl-ai', ['and now?'], OPTIONS)
    expect(await audit(root, {})).toMatchObject({ exit: 0, json: { logs: [LOG], entries: 4, broken: [] } })
    const text = readFileSync(join(root, LOG), 'utf8')
    writeFileSync(join(root, LOG), text.replace('why?', 'what?'))
    expect(await audit(root, {})).toMatchObject({ exit: 1, json: { broken: [{ file: LOG, line: 1 }] } })
    await expect(assist(root, 'kubectl-ai', ['x'], OPTIONS)).rejects.toThrow('npm run audit')

    writeFileSync(join(root, LOG), text)
    await git('add', '--all')
    await git('commit', '--quiet', '--message=Log')
    writeFileSync(join(root, LOG), '')
    expect(await audit(root, {})).toMatchObject({ exit: 1 })
  })
})

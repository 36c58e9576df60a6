import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT, temporaryFolder, write } from '../support/repository.ts'
import { interpolate, isDue } from './runner/expression.ts'
import { actionText } from './runner/workflow.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly shell?: string
  readonly 'working-directory'?: string
  readonly env?: Readonly<Record<string, string>>
}

const text = readFileSync(join(ROOT, 'action.yml'), 'utf8')
const action: {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
} = parse(text)

/** Runs the steps of the action over a repository, but for those that fetch something. */
async function runAction(workspace: string, given: Readonly<Record<string, string>>) {
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default])
  const contexts = {
    inputs: { ...Object.fromEntries(defaults), ...given },
    github: { action_path: ROOT, workspace },
  }
  const summary = join(temporaryFolder(), 'summary')
  writeFileSync(summary, '')
  let failed = false
  let log = ''
  for (const step of action.runs.steps) {
    if (step.run === undefined || step.run.startsWith('npm ci')) continue
    if (!isDue(step.if, contexts, { failed })) continue
    const env = Object.entries(step.env ?? {}).map(([key, value]) => [key, interpolate(value, contexts)])
    const done = await execa('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
      cwd: interpolate(step['working-directory'] ?? '.', contexts),
      extendEnv: false,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: process.env['HOME'],
        GITOPS_RENDER_CACHE: process.env['GITOPS_RENDER_CACHE'],
        GITHUB_STEP_SUMMARY: summary,
        ...Object.fromEntries(env),
      },
      reject: false,
      all: true,
    })
    log += done.all
    failed ||= done.failed
  }
  return { failed, log, summary: readFileSync(summary, 'utf8') }
}

const service = (port: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: ExternalName\n  externalName: ${port}\n`

function repository(): string {
  const root = temporaryFolder()
  write(root, {
    'deploy/kustomization.yaml': 'resources: [web.yaml]\n',
    'deploy/web.yaml': service('a.example.com'),
  })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'A')
  git('config', 'user.email', 'a@example.com')
  git('config', 'commit.gpgsign', 'false')
  git('add', '-A')
  git('commit', '-qm', 'first')
  return root
}

test('a sound folder: the action passes, and the summary says what changes', async () => {
  const root = repository()
  write(root, { 'deploy/web.yaml': service('b.example.com') })
  const { failed, log, summary } = await runAction(root, { path: 'deploy', base: 'main' })
  expect(log).toMatch(/1 folder, \d+ rules: 0 errors, 0 warnings\./)
  expect(summary).toContain('b.example.com')
  expect(failed).toBe(false)
})

test('a finding fails it as an annotation, and what changes is shown all the same', async () => {
  const root = repository()
  write(root, {
    'deploy/web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {prots: []}\n',
  })
  const { failed, log, summary } = await runAction(root, { path: 'deploy', base: 'main', kubernetes: '1.36' })
  expect(failed).toBe(true)
  expect(log).toMatch(/^::error file=deploy\/web\.yaml,line=4,col=\d+,title=schema::/m)
  expect(summary).toContain('Service')
})

test('an input is no code, and without a base nothing is compared', async () => {
  const root = repository()
  const { failed, log, summary } = await runAction(root, { path: '$(touch pwned); deploy' })
  expect(failed).toBe(true)
  expect(log).toContain('not found.')
  expect(summary).toBe('')
})

test('every action in it is pinned as in the workflows, and no expression is in a script', () => {
  expect(action.runs.using).toBe('composite')
  for (const [, reference = ''] of text.matchAll(/uses: (.*)$/gm))
    expect(actionText('setup')).toContain(reference)
  for (const step of action.runs.steps)
    if (step.run !== undefined) {
      expect(step.run).not.toContain(`${'$'}{{`)
      expect(step.shell).toBe('bash')
    }
})

test('docs/folders.md shows the six lines', () => {
  const [, lines = ''] =
    /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/folders.md'), 'utf8')) ?? []
  const steps: readonly { with: Readonly<Record<string, unknown>>; uses: string }[] = parse(lines)
  expect(lines.trimEnd().split('\n')).toHaveLength(6)
  for (const name of Object.keys(steps[1]?.with ?? {})) expect(Object.keys(action.inputs)).toContain(name)
})

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkWithGit } from '../../render/commands/check.ts'
import { doctor } from '../../render/commands/doctor.ts'
import { render } from '../../render/commands/render.ts'
import { validate } from '../../render/commands/validate.ts'
import type { Check } from '../../render/doctor/check.ts'
import { copyOfRepository, temporaryFolder } from '../support/repository.ts'

// What git holds, wherever it lies, that stops Argo CD: https://github.com/argoproj/argo-cd/issues/9738

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  })

function repository(): string {
  const root = copyOfRepository()
  writeFileSync(join(root, '.gitignore'), '.render/\n')
  expect(render(root, [])).toMatchObject({ exit: 0 })
  git(root, 'init', '--quiet')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'First')
  return root
}

function link(root: string, path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  symlinkSync(target, join(root, path))
}

/** A submodule as git holds it, without its content. */
function submodule(root: string, path: string): void {
  writeFileSync(
    join(root, '.gitmodules'),
    `[submodule "${path}"]\n\tpath = ${path}\n\turl = git@example.com:acme/private.git\n`,
  )
  git(root, 'add', '.gitmodules')
  git(root, 'update-index', '--add', '--cacheinfo', `160000,${git(root, 'rev-parse', 'HEAD').trim()},${path}`)
}

const textOf = ({ lines }: { lines: readonly { text: string }[] }) => lines.map(({ text }) => text).join('\n')
const checkOf = ({ json }: { json: Readonly<Record<string, unknown>> }, name: string) =>
  (json['checks'] as Check[]).find((check) => check.name === name)

test('a link out of the repository is named by check, validate and doctor, once git has it', async () => {
  const root = repository()
  link(root, 'docs/machine.md', '/etc/hostname')
  expect(await checkWithGit(root)).toMatchObject({ exit: 0, json: { findings: [] } })

  git(root, 'add', 'docs/machine.md')
  const named =
    /^docs\/machine\.md: error: symbolic link to "\/etc\/hostname", which leads out of the repository: .* Replace it with a file/m
  for (const outcome of [await checkWithGit(root), await validate(root, ['staging'])]) {
    expect(outcome.exit).toBe(1)
    expect(outcome.json['hazards']).toMatchObject([{ severity: 'error', path: 'docs/machine.md' }])
    expect(textOf(outcome)).toMatch(named)
  }
  expect(textOf(await validate(root, ['staging']))).toMatch(/: 1 error,/)
  const outcome = await doctor(root, ['staging'])
  expect(outcome.exit).toBe(1)
  expect(checkOf(outcome, 'docs/machine.md')).toMatchObject({
    state: 'missing',
    remediation: expect.stringMatching(/Replace it with a file/),
  })

  // What git has counts, whatever the working tree holds.
  rmSync(join(root, 'docs/machine.md'))
  expect(await checkWithGit(root)).toMatchObject({ exit: 1 })
  git(root, 'rm', '--quiet', '--cached', 'docs/machine.md')
  expect(await checkWithGit(root)).toMatchObject({ exit: 0 })
})

test('links that stay inside are nothing to name, whatever their names', async () => {
  const root = repository()
  link(root, 'docs/a b"ü.md', '../README.md')
  link(root, 'docs/gone.md', 'away\n.md')
  git(root, 'add', '--all')
  const outcome = await checkWithGit(root)
  expect(outcome).toMatchObject({ exit: 0, json: { findings: [] } })
  expect(outcome.json['hazards']).toBeUndefined()
})

test('a submodule is named, as an error unless base/argocd switches submodules off', async () => {
  const root = repository()
  submodule(root, 'vendor/private')
  const warned = await checkWithGit(root)
  expect(warned.exit).toBe(0)
  expect(textOf(warned)).toMatch(/^vendor\/private: warning: submodule: .* git rm vendor\/private\.$/m)
  expect(textOf(await validate(root, ['staging']))).toMatch(/1 warning/)
  expect(checkOf(await doctor(root, ['staging']), 'vendor/private')).toMatchObject({ state: 'warn' })

  const settings = join(root, 'base/argocd/argocd-cmd-params-cm.yaml')
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/(git\.submodule: )"false"/, '$1"true"'))
  expect(await checkWithGit(root)).toMatchObject({ exit: 1, json: { hazards: [{ severity: 'error' }] } })
})

test('a submodule that environments would be rendered from is an error all the same', async () => {
  const root = repository()
  submodule(root, 'base/components/shared')
  expect(await checkWithGit(root)).toMatchObject({
    exit: 1,
    json: {
      hazards: [{ path: 'base/components/shared', message: expect.stringMatching(/does not fetch it/) }],
    },
  })
})

test('.gitmodules without a submodule is named too', async () => {
  const root = repository()
  submodule(root, 'vendor/private')
  git(root, 'rm', '--quiet', '--cached', 'vendor/private')
  expect(await checkWithGit(root)).toMatchObject({ json: { hazards: [{ path: '.gitmodules' }] } })
})

test('where there is no git to ask, doctor tells so, and check does not pass', async () => {
  const root = repository()
  const PATH = process.env['PATH']
  process.env['PATH'] = temporaryFolder()
  try {
    expect(checkOf(await doctor(root, ['staging']), 'git')).toMatchObject({ state: 'missing' })
    await expect(checkWithGit(root)).rejects.toThrow('git not found; install git')
  } finally {
    process.env['PATH'] = PATH
  }
})

test('a copy without git has nothing that Argo CD would check out', async () => {
  const root = repository()
  link(root, 'docs/machine.md', '/etc/hostname')
  git(root, 'add', '--all')
  rmSync(join(root, '.git'), { recursive: true })
  expect(await checkWithGit(root)).toMatchObject({ exit: 0 })
})

test('a sparse checkout without policies is an error, not a repository without rules of its own', async () => {
  const root = repository()
  git(root, 'sparse-checkout', 'set', 'base', 'environments', 'overlays', 'apps')
  const outcome = await validate(root, [])
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toMatch(
    /^policies: error: \d files are in git but not in this sparse checkout.* git sparse-checkout disable\.$/m,
  )
  expect((await checkWithGit(root)).exit).toBe(1)
  git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/base/services/backend/programs.yaml')
  expect(textOf(await validate(root, []))).toMatch(/^base: error: one file is in git/m)
  git(root, 'sparse-checkout', 'disable')
  expect(await validate(root, [])).toMatchObject({ exit: 0 })
})

test('paths that differ only in case are named by check, validate and doctor', async () => {
  const root = repository()
  const object = git(root, 'rev-parse', 'HEAD:environments/staging/environment.yaml').trim()
  git(root, 'update-index', '--add', '--cacheinfo', `100644,${object},environments/staging/Environment.yaml`)
  const path = 'environments/staging/environment.yaml'
  for (const outcome of [await checkWithGit(root), await validate(root, ['staging'])]) {
    expect(outcome.exit).toBe(1)
    expect(outcome.json['hazards']).toMatchObject([{ severity: 'error', path }])
    expect(textOf(outcome)).toMatch(
      /^\S+: error: differs from ".*\/Environment.yaml" only in case: .* git mv/m,
    )
  }
  expect(checkOf(await doctor(root, ['staging']), path)).toMatchObject({ state: 'missing' })
})

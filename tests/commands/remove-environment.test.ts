import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { newEnvironment } from '../../render/commands/new-environment.ts'
import { removeEnvironment } from '../../render/commands/remove-environment.ts'
import { render } from '../../render/commands/render.ts'
import { copyOfRepository, write } from '../support/repository.ts'

let root: string
const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const commit = (): void => {
  git('add', '--all')
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', 'x')
}
const textOf = ({
  lines,
  errors,
}: {
  lines: readonly { text: string }[]
  errors: readonly string[]
}): string => [...lines.map(({ text }) => text), ...errors].join('\n')

beforeEach(() => {
  root = copyOfRepository()
  git('init', '--quiet', '--initial-branch=main')
  write(root, { '.gitignore': 'secrets.env\n.render/\n' })
  render(root, [])
  commit()
})

test('it takes the folder, the overlay and the Application, and what is left is as render would write it', async () => {
  const outcome = await removeEnvironment(root, 'staging')
  expect(outcome).toMatchObject({ exit: 0, errors: [] })
  for (const path of ['environments/staging', 'overlays/staging', 'apps/cloud/environments/staging.yaml'])
    expect(existsSync(join(root, path)), path).toBe(false)
  expect(check(root)).toMatchObject({ exit: 0 })
  const said = textOf(outcome)
  expect(said).toContain('The root Application of cloud prunes the Application todo-staging')
  expect(said).toContain('namespace todo-staging with every volume and Secret in it')
  expect(said).not.toContain('last environment')
  git('checkout', '--quiet', '.')
  expect(check(root)).toMatchObject({ exit: 0 })
})

test('what is retained stays, and the last environment of a cluster leaves the root Application', async () => {
  const retained = textOf(await removeEnvironment(root, 'production', { dryRun: true }))
  expect(retained).toContain(
    'namespace todo-production with its workloads, volumes and Secrets keeps running, unmanaged by Argo CD',
  )
  const last = await removeEnvironment(root, 'minikube')
  expect(last.exit).toBe(0)
  expect(textOf(last)).toContain('It is the last environment of minikube: its root Application stays')
  expect(textOf(last)).toContain('kubectl --context minikube delete --filename apps/minikube/root.yaml,')
  expect(existsSync(join(root, 'apps/minikube/root.yaml'))).toBe(true)
})

test('the root Application of a cluster without Argo CD is deleted where Argo CD runs', async () => {
  const fleet = readFileSync(join(root, 'environments/fleet.yaml'), 'utf8')
  const server = 'https://192.0.2.1:6443'
  write(root, { 'environments/fleet.yaml': fleet.replace('https://kubernetes.default.svc', server) })
  render(root, [])
  commit()
  const { errors, ...last } = await removeEnvironment(root, 'minikube', { dryRun: true })
  expect(errors).toEqual([])
  expect(textOf({ ...last, errors })).toContain(
    'kubectl delete --filename apps/minikube/root.yaml in the cluster that Argo CD runs in, and the Secret there',
  )
})

test('a dry run names the files and writes nothing', async () => {
  const outcome = await removeEnvironment(root, 'staging', { dryRun: true })
  expect(outcome.json).toMatchObject({
    dryRun: true,
    wouldDelete: expect.arrayContaining([
      'environments/staging/release.yaml',
      'overlays/staging/kustomization.yaml',
      'apps/cloud/environments/staging.yaml',
    ]),
  })
  expect(git('status', '--porcelain')).toBe('')
})

test('nothing is removed that git could not give back', async () => {
  newEnvironment(root, 'qa', 'staging')
  const secrets = 'environments/staging/secrets.env'
  write(root, { [secrets]: 'A=1\n' })
  expect(textOf(await removeEnvironment(root, 'qa'))).toContain(
    'environments/qa/environment.yaml: is not in git',
  )
  expect(textOf(await removeEnvironment(root, 'staging'))).toContain(`${secrets}: is not in git`)
  const production = 'environments/production/environment.yaml'
  write(root, { [production]: `${readFileSync(join(root, production), 'utf8')}# A note.\n` })
  const outcome = await removeEnvironment(root, 'production')
  expect(outcome).toMatchObject({
    exit: 2,
    errors: [`${production}: has uncommitted changes; commit or undo them first.`],
  })
  for (const name of ['qa', 'staging', 'production'])
    expect(existsSync(join(root, 'environments', name, 'environment.yaml'))).toBe(true)
})

test('an environment that a workflow updates or promotes from is refused with the line', async () => {
  write(root, {
    '.github/workflows/promote.yaml': 'inputs:\n  from:\n    default: staging\n# staging is promoted.\n',
    '.github/workflows/images.yaml': 'run: npm run bump -- --environment staging-eu --builds x\n',
  })
  expect((await removeEnvironment(root, 'staging')).errors).toEqual([
    '.github/workflows/promote.yaml:3: names staging (default: staging); change it to another environment first.',
  ])
})

test('a name that no environment has', async () =>
  expect(await removeEnvironment(root, 'stagin')).toMatchObject({
    exit: 2,
    errors: ['Environment "stagin" not found. Did you mean "staging"?'],
  }))

test('outside of a repository nothing is removed', async () => {
  const bare = copyOfRepository()
  render(bare, [])
  expect(await removeEnvironment(bare, 'staging')).toMatchObject({ exit: 2 })
  expect(existsSync(join(bare, 'environments/staging'))).toBe(true)
})

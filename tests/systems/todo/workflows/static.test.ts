import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../../../support/repository.ts'
import {
  actionOf,
  actionText,
  LOCAL_ACTIONS,
  type Step,
  WORKFLOWS,
  workflowOf,
  workflowText,
} from '../../../workflows/runner/workflow.ts'

/** Another action is a decision: its author can read and change what its job may. */
const ALLOWED = [
  'actions/attest-build-provenance',
  'actions/checkout',
  'actions/create-github-app-token',
  'actions/download-artifact',
  'actions/setup-go',
  'actions/setup-node',
  'actions/upload-artifact',
  'anchore/sbom-action',
  'anchore/scan-action',
  'docker/build-push-action',
  'docker/login-action',
  'docker/setup-buildx-action',
  'github/codeql-action/upload-sarif',
  'ossf/scorecard-action',
  'sigstore/cosign-installer',
]

/** Fixed: a new one is a change of its own, not a surprise. */
const RUNNERS = ['ubuntu-24.04', 'ubuntu-24.04-arm']

/** What a `run` may hold: npm's, and a few lines without any logic. */
const LINES = [
  /^sudo apt-get update -qq$/,
  /^npm ci --ignore-scripts$/,
  /^npm test$/,
  /^npm run (-s )?[a-z:-]+( -- .+)?$/,
  /^sudo --preserve-env env "PATH=\$PATH" npm run e2e -- .+$/,
  /^gh run download "\$\(gh run list .* --event=push --commit="\$BASE_SHA" .*\)" .* \|\| true$/,
  /^cosign (sign|attest) --yes .+$/,
  /^mkdir -p built\/digests built\/sboms && printf '%s' "\$DIGEST" > "built\/digests\/\$ARCHITECTURE"$/,
]

const jobs = WORKFLOWS.flatMap((workflow) =>
  Object.entries(workflowOf(workflow).jobs).map(([name, job]) => ({ workflow, name, job })),
)
const steps = [
  ...jobs.flatMap(({ workflow, name, job }) =>
    job.steps.map((step, index) => ({ place: `${workflow}.yaml ${name} ${index + 1}`, step })),
  ),
  ...LOCAL_ACTIONS.flatMap((name) =>
    actionOf(name).map((step, index) => ({ place: `actions/${name} ${index + 1}`, step })),
  ),
]
const runs = steps.flatMap(({ place, step }) => (step.run ? [{ place, run: step.run }] : []))

test('there are workflows to look at', () => {
  expect(WORKFLOWS).toEqual([
    ...['e2e', 'health', 'images', 'kubernetes', 'promote-due', 'promote', 'rollback', 'scan', 'scorecard'],
    'verify',
  ])
  expect(runs.length).toBeGreaterThan(15)
})

test('every action is allowed, pinned by commit with its version beside it, and the same everywhere', () => {
  const pins = new Map<string, string>()
  for (const [workflow, text] of [
    ...WORKFLOWS.map((name) => [name, workflowText(name)] as const),
    ...LOCAL_ACTIONS.map((name) => [name, actionText(name)] as const),
  ])
    for (const [, reference] of text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)) {
      if (reference?.startsWith('./')) continue
      const [, action = '', pin = ''] =
        /^([\w-]+(?:\/[\w-]+)+)@([0-9a-f]{40} {1,2}# v\d+\.\d+\.\d+)$/.exec(reference ?? '') ?? []
      expect(ALLOWED, `${workflow}: ${reference}`).toContain(action)
      expect(pins.get(action) ?? pin, `${workflow}: ${action}`).toBe(pin)
      pins.set(action, pin)
    }
  expect([...pins.keys()].sort()).toEqual(ALLOWED)
})

test.each(jobs.filter(({ job }) => JSON.stringify(job).includes('npm run')))(
  '$workflow, $name: the checkout, then Node and packages, then the rest',
  ({ job }) => {
    expect(job.steps.slice(0, 2).map(uses)).toEqual(['actions/checkout', './.github/actions/setup'])
  },
)

test('every local action is used, and none is missing', () => {
  const used = steps.flatMap(({ step }) => /^\.\/\.github\/actions\/(.*)$/.exec(step.uses ?? '')?.[1] ?? [])
  expect([...new Set(used)]).toEqual(LOCAL_ACTIONS)
})

test.each(WORKFLOWS)('%s starts without any permission', (workflow) => {
  expect(workflowOf(workflow).permissions).toEqual({})
})

test('no event runs on main with what a pull request brings, and verify alone is started by one', () => {
  const events = WORKFLOWS.map((name) => [name, Object.keys(workflowOf(name).on as object)] as const)
  const by = (...started: readonly string[]) =>
    events.filter(([, names]) => names.some((name) => started.includes(name))).map(([name]) => name)
  expect(by('pull_request_target', 'workflow_run', 'issue_comment')).toEqual([])
  expect(by('pull_request', 'merge_group')).toEqual(['verify'])
  expect((workflowOf('verify').on as { push: unknown }).push).toEqual({ branches: ['main'] })
})

test.each(jobs)('$workflow, $name: permissions, time and runner are said', ({ job }) => {
  expect(Object.keys(job.permissions)).toContain('contents')
  expect(job.permissions['contents']).toBe('read')
  expect(job['timeout-minutes']).toBeLessThanOrEqual(30)
  const platforms = job.strategy?.matrix['platform'] as readonly { runner: string }[] | undefined
  for (const runner of platforms?.map((each) => each.runner) ?? [job['runs-on']])
    expect(RUNNERS).toContain(runner)
})

test.each(jobs)('$workflow, $name: only a protected environment gives secrets', ({ job }) => {
  if (JSON.stringify(job).includes('secrets.')) expect(job.environment).toBeDefined()
})

test.each(runs)('$place: no expression in a script, and no logic', ({ run }) => {
  expect(run).not.toContain(`${'$'}{{`)
  for (const line of run.trim().split('\n'))
    expect(
      LINES.some((each) => each.test(line)),
      line,
    ).toBe(true)
})

test('every npm script that a workflow runs is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const named = runs.flatMap(({ run }) => /^npm run (?:-s )?(\S+)/.exec(run)?.[1] ?? [])
  for (const name of named) expect(Object.keys(scripts)).toContain(name)
  expect(new Set(named)).toEqual(
    new Set([
      ...['audit', 'bump', 'check', 'diff', 'gates', 'images', 'promote', 'promote-due', 'publish-image'],
      ...['record-health', 'rollback', 'rollback-failed', 'test:api-server', 'test:backup', 'test:checkers'],
      ...['test:kubernetes-versions', 'test:monitoring', 'test:slow', 'validate'],
    ]),
  )
})

test.each(steps.filter(({ step }) => uses(step) === 'actions/checkout'))(
  '$place leaves no token',
  ({ step }) => {
    expect(step.with?.['persist-credentials']).toBe(false)
  },
)

test('an App gets only the permissions that are named', () => {
  const asked = steps.filter(({ step }) => uses(step) === 'actions/create-github-app-token')
  expect(asked).toHaveLength(6)
  for (const { step } of asked) expect(step.with?.['permission-contents']).toBe('write')
})

test('Dependabot waits a week before it takes anything', () => {
  const waits = updates.map(({ cooldown }) => cooldown?.['default-days'])
  expect(waits).toEqual(updates.map(() => 7))
  expect(foldersOf('github-actions')).toEqual([
    '/',
    ...LOCAL_ACTIONS.map((name) => `/.github/actions/${name}`),
  ])
})

interface Update {
  readonly 'package-ecosystem': string
  readonly directory?: string
  readonly directories?: readonly string[]
  readonly groups?: Readonly<Record<string, unknown>>
  readonly cooldown?: Readonly<Record<string, number>>
}

const { updates }: { updates: readonly Update[] } = parse(
  readFileSync(join(ROOT, '.github/dependabot.yml'), 'utf8'),
)
const foldersOf = (ecosystem: string) =>
  updates
    .filter((each) => each['package-ecosystem'] === ecosystem)
    .flatMap(({ directory, directories = [] }) => [...(directory ? [directory] : []), ...directories])

test('Dependabot reads every file that pins an image: Dockerfiles, Compose, and manifests of base', () => {
  const pinned = globSync(['docker/*/Dockerfile', 'base/**/*.yaml'], { cwd: ROOT })
    .filter((path) => /@sha256:[0-9a-f]{64}/.test(readFileSync(join(ROOT, path), 'utf8')))
    .map((path) => `/${dirname(path)}`)
  expect([...foldersOf('docker')].sort()).toEqual([...new Set(pinned)].sort())
  expect(foldersOf('docker-compose')).toEqual(['/docker'])
})

test('the bases of all images move in one pull request, because they have to be the same', () => {
  const images = updates.find(({ directories = [] }) => directories.includes('/docker/backend'))
  expect(images?.groups).toEqual({ bases: { patterns: ['*'] } })
})

/** The owners of a path: the last line that fits. */
function ownersOf(path: string): readonly string[] {
  const lines = readFileSync(join(ROOT, '.github/CODEOWNERS'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/))
  return lines.findLast(([pattern = '']) => patternOf(pattern).test(path))?.slice(1) ?? []
}

/** As in .gitignore, of which CODEOWNERS uses a part. */
const patternOf = (pattern: string): RegExp =>
  pattern === '*'
    ? /./
    : new RegExp(
        `^${pattern.slice(1).replaceAll('.', '\\.').replaceAll('**/', '<any>').replaceAll('*', '[^/]*').replaceAll('<any>', '(.*/)?')}${pattern.endsWith('/') ? '' : '$'}`,
      )

test.each([
  ['environments/production/release.yaml', 'production'],
  ['overlays/production/kustomization.yaml', 'production'],
  ['apps/cloud/production.yaml', 'production'],
  ['environments/fleet.yaml', 'production'],
  ['base/services/backend/deployment.yaml', 'production'],
  ['base/components/ingress/component.ts', 'platform'],
  ['policies/reach.ts', 'platform'],
  ['render/cli.js', 'platform'],
  ['.github/workflows/images.yaml', 'platform'],
  ['.github/CODEOWNERS', 'platform'],
  ['environments/staging/release.yaml', 'platform'],
  ['docker/backend/src/main.ts', 'platform'],
])('%s has one owner, whose approval GitHub so requires: %s', (path, team) => {
  expect(ownersOf(path)).toEqual([expect.stringMatching(`/${team}$`)])
})

function uses({ uses: reference }: Step): string | undefined {
  return reference?.split('@')[0]
}

import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { addMinikubeCommand } from '../../minikube/command.ts'
import { addAssistCommands } from '../../render/cli/assist-commands.ts'
import { addImageCommands } from '../../render/cli/image-commands.ts'
import { keptByNpm } from '../../render/cli/npm-options.ts'
import { program as bare } from '../../render/cli/program.ts'
import { addReleaseCommands } from '../../render/cli/release-commands.ts'
import { addRenderCommands } from '../../render/cli/render-commands.ts'
import { ROOT } from '../support/repository.ts'

const program = bare()
for (const add of [
  addRenderCommands,
  addReleaseCommands,
  addImageCommands,
  addAssistCommands,
  addMinikubeCommand,
])
  add(program)

const kept = (args: readonly string[], variables: Record<string, string>) =>
  keptByNpm(program, {
    args,
    env: {
      npm_lifecycle_event: args[0],
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`npm_config_${name}`, value])),
    },
    isEnvironment: (name) => ['minikube', 'staging', 'production'].includes(name),
  })

/** The line to type. */
const lineFor = (args: readonly string[], variables: Record<string, string>) =>
  kept(args, variables)
    ?.split('\n')
    .slice(1, -1)
    .map((line) => line.trim())
    .join('\n')

const given = program.commands.flatMap((command) =>
  [...program.options, ...command.options].map(({ long }) => ({
    name: command.name(),
    option: long as string,
  })),
)

test('every option of every command is found, whatever npm made of its value', () => {
  expect(given.length).toBeGreaterThan(60)
  for (const { name, option } of given)
    for (const value of ['true', 'value']) {
      const line = lineFor([name], { [option.slice(2).replaceAll('-', '_')]: value })
      expect(line, `npm run ${name} ${option}`).toContain(`npm run ${name} -- ${option}`)
    }
})

// What npm 10 and 11 leave of a command line, as `npm run test:node-versions` shows with both.
test.each([
  {
    args: ['release-hold', 'staging'],
    variables: { dry_run: 'true' },
    line: 'npm run release-hold -- staging --dry-run',
  },
  { args: ['check'], variables: { json: 'true' }, line: 'npm run check -- --json' },
  { args: ['render', 'staging'], variables: { force: 'true' }, line: 'npm run render -- staging --force' },
  {
    args: ['secrets', 'staging'],
    variables: { restart: 'true' },
    line: 'npm run secrets -- staging --restart',
  },
  // --cluster takes no value, so minikube is an environment.
  {
    args: ['doctor', 'minikube'],
    variables: { cluster: 'true' },
    line: 'npm run doctor -- minikube --cluster',
  },
  { args: ['doctor', 'kind'], variables: { context: 'true' }, line: 'npm run doctor -- --context kind' },
  {
    args: ['doctor', 'kind', 'staging'],
    variables: { context: 'true' },
    line: 'npm run doctor -- staging --context kind',
  },
  {
    args: ['doctor', 'staging'],
    variables: { context: 'kind' },
    line: 'npm run doctor -- staging --context kind',
  },
  {
    args: ['history', '5', 'staging'],
    variables: { limit: 'true' },
    line: 'npm run history -- staging --limit 5',
  },
  {
    args: ['new-environment', 'qa', 'staging'],
    variables: { like: 'true' },
    line: 'npm run new-environment -- qa --like staging',
  },
  { args: ['report', 'a.html'], variables: { output: 'true' }, line: 'npm run report -- --output a.html' },
  {
    args: ['rollback', 'production', "It's slow"],
    variables: { reason: 'true', push: 'true' },
    line: "npm run rollback -- production --reason 'It'\\''s slow' --push",
  },
  {
    args: ['hold', 'staging', 'main'],
    variables: { push: 'true', reason: 'a b' },
    line: "npm run hold -- staging --reason 'a b' --push main",
  },
  {
    args: ['hold', 'staging', 'backend', 'frontend'],
    variables: { service: 'true\n\ntrue' },
    line: 'npm run hold -- staging --service backend --service frontend',
  },
  {
    args: ['hold', 'staging'],
    variables: { service: 'backend\n\nfrontend' },
    line: 'npm run hold -- staging --service backend --service frontend',
  },
  {
    args: ['promote', 'staging', 'production'],
    variables: { from: 'true', to: 'true' },
    line: 'npm run promote -- --from <environment> --to <environment>\nvalues to fill in: staging production',
  },
  // npm 11 takes --to for --token-description, which has a value.
  {
    args: ['promote', 'staging'],
    variables: { from: 'true', token_description: 'production' },
    line: 'npm run promote -- --from staging --to production',
  },
  // An option that came through, beside one that did not.
  {
    args: ['rollback', 'abc', 'production', '--reason', 'Orders were lost'],
    variables: { to: 'true' },
    line: "npm run rollback -- production --to abc --reason 'Orders were lost'",
  },
  {
    args: ['release-hold', 'staging'],
    variables: { dryrun: 'true' },
    line: 'npm run release-hold -- staging --dry-run',
  },
  {
    args: ['release-hold', 'staging'],
    variables: { pull: 'true' },
    line: 'npm run release-hold -- staging --pull-request',
  },
  // A script with an empty variable: not the same as no --push.
  {
    args: ['release-hold', 'staging'],
    variables: { push: '' },
    line: 'npm run release-hold -- staging --push',
  },
])('$args $variables: type $line', ({ args, variables, line }) => {
  expect(lineFor(args, variables)).toBe(line)
})

test('both causes are named', () => {
  expect(kept(['release-hold', 'staging'], { dry_run: 'true' })).toBe(
    `npm kept --dry-run for itself; nothing was done. Put options after --:
  npm run release-hold -- staging --dry-run
If you did not type --dry-run, then .npmrc sets dry-run, or the environment npm_config_dry_run: remove it there.`,
  )
})

describe('what is no option of the command changes nothing', () => {
  test.each([
    { why: 'npm run -s', variables: { loglevel: 'silent' } },
    { why: 'set to false', variables: { json: '', force: '', dry_run: '' } },
    { why: 'an option of another command', variables: { output: 'a.html' } },
    {
      why: 'settings of npm itself',
      variables: {
        ...{
          registry: 'https://registry.example.com/',
          cache: '/c',
          git: '/usr/bin/git',
          user_agent: 'npm/11',
        },
        ...{
          commit_hooks: '',
          save: '',
          name: 'x',
          tag: 'next',
          ca: 'x',
          os: 'linux',
          otp: '1',
          omit: 'dev',
          link: 'true',
        },
        ...{
          noproxy: '',
          node_gyp: '/g',
          local_prefix: '/p',
          global_prefix: '/p',
          libc: 'glibc',
          usage: 'true',
          yes: 'true',
        },
      },
    },
  ])('$why', ({ variables }) => {
    for (const command of program.commands.map((each) => each.name()).filter((name) => name !== 'report'))
      expect(kept([command], variables as Record<string, string>), command).toBeUndefined()
  })

  test('the option was passed on as well', () => {
    expect(kept(['check', '--json'], { json: 'true' })).toBeUndefined()
    expect(kept(['hold', 'staging', '--reason=a b'], { reason: 'true' })).toBeUndefined()
  })

  test('an npm further out was given it, as in `npm test --force`', () => {
    const env = { npm_lifecycle_event: 'test', npm_config_force: 'true' }
    expect(keptByNpm(program, { args: ['render'], env, isEnvironment: () => true })).toBeUndefined()
  })
})

test.each([
  { args: ['check', '--json'], line: 'npm run check -- --json' },
  { args: ['history', 'staging', '--limit=1'], line: 'npm run history -- staging --limit 1' },
])('the npm of this machine, with $args: exit 2', async ({ args, line }) => {
  const { exitCode, stderr } = await execa('npm', ['run', ...args], { cwd: ROOT, reject: false })
  expect(exitCode).toBe(2)
  expect(stderr).toContain(line)
})

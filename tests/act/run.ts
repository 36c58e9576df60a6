import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { stringify } from 'yaml'
import { temporaryFolder } from '../support/repository.ts'
import { ROOT } from '../support/root.ts'
import type { Place } from '../workflows/runner/place.ts'
import { flattened, WORKFLOWS, workflowOf } from '../workflows/runner/workflow.ts'
import { buildAct } from './build.ts'
import type { Place as Known } from './play.ts'

export interface Event {
  readonly name: string
  /** The event's payload. */
  readonly payload?: object
  /** Only this job, and what it needs. */
  readonly job?: string
}

/** Runs a workflow of this repository under act, on this machine, with stand-ins in place of its actions. */
export async function runAct(place: Place, workflow: string, { name, payload = {}, job }: Event) {
  const act = await buildAct()
  const folder = temporaryFolder()
  const work = join(folder, 'work')
  await execa('git', ['clone', '--quiet', place.remote, work])
  // act takes the name of the repository from here; nothing is fetched from it.
  await execa('git', ['remote', 'set-url', 'origin', 'https://github.com/todo/gitops.git'], { cwd: work })
  const event = join(folder, 'event.json')
  writeFileSync(event, JSON.stringify(payload))
  const known: Known = {
    ...{ remote: place.remote, state: place.state, token: place.github.token },
    ...{ commit: await place.github.git('rev-parse', 'main'), artifacts: join(folder, 'artifacts') },
  }
  mkdirSync(known.artifacts)
  const done = await execa(
    act,
    [
      ...[name, '--workflows', join(ROOT, '.github/workflows', `${workflow}.yaml`), '--directory', work],
      ...(job ? ['--job', job] : []),
      ...['--eventpath', event, '--no-skip-checkout', '--action-offline-mode', '--log-prefix-job-id'],
      ...['ubuntu-24.04', 'ubuntu-24.04-arm'].flatMap((each) => ['--platform', `${each}=-self-hosted`]),
      ...standIns(folder).flatMap((each) => ['--local-repository', each]),
      ...['--secret', 'GITHUB_TOKEN=token-of-the-job', '--secret', 'RELEASE_APP_PRIVATE_KEY=key-of-the-app'],
      ...['--var', 'RELEASE_APP_CLIENT_ID=Iv23liClientOfTheApp'],
      ...['--env', `PLACE=${JSON.stringify(known)}`, '--env', `GITHUB_API_URL=${place.github.url}`],
      ...['--env', 'GIT_CONFIG_NOSYSTEM=1', '--env', `HOME=${folder}`],
    ],
    {
      ...{ cwd: work, reject: false, all: true },
      env: {
        ...{ HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), ACT_DISABLE_VERSION_CHECK: '1' },
        PATH: `${place.programs}:${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`,
      },
    },
  )
  return { exit: done.exitCode, log: done.all ?? '' }
}

/** An action of one step for each that a workflow uses. @returns `OWNER/NAME@REF=FOLDER` of each. */
function standIns(folder: string): string[] {
  const inputs = new Map<string, Set<string>>()
  for (const { jobs } of WORKFLOWS.map(workflowOf))
    for (const { uses, with: given = {} } of Object.values(jobs).flatMap(({ steps }) => flattened(steps))) {
      if (uses === undefined) continue
      inputs.set(uses, new Set([...(inputs.get(uses) ?? []), ...Object.keys(given)]))
    }
  return [...inputs].map(([uses, names]) => {
    const name = uses.split('@')[0] ?? ''
    const here = join(folder, 'actions', name)
    mkdirSync(here, { recursive: true })
    const step = {
      id: 'play',
      shell: 'bash',
      env: { INPUTS: `${'$'}{{ toJSON(inputs) }}` },
      run: `'${process.execPath}' '${join(ROOT, 'tests/act/play.ts')}' ${name}`,
    }
    const output = (key: string) => [key, { value: `${'$'}{{ steps.play.outputs.${key} }}` }]
    writeFileSync(
      join(here, 'action.yml'),
      stringify({
        ...{ name, description: `Stand-in for ${name}` },
        inputs: Object.fromEntries([...names].map((each) => [each, { required: false }])),
        outputs: Object.fromEntries(['digest', 'token'].map(output)),
        runs: { using: 'composite', steps: [step] },
      }),
    )
    // An action in a folder of its repository: act is told of the repository.
    const [owner = '', repository = ''] = name.split('/')
    return `${owner}/${repository}@${uses.split('@')[1]}=${join(folder, 'actions', owner, repository)}`
  })
}

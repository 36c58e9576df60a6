import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLUSTER_APP } from '../../support/github/app-routes.ts'
import { type FakeGitHub, openGitHub } from '../../support/github/server.ts'
import type { Status } from '../../support/github/state.ts'
import { assert, until } from '../cluster/api.ts'
import { refresh, settled } from '../cluster/applications.ts'
import { deployedObjects, differences } from '../cluster/live-objects.ts'
import { connectNotifications } from '../repository/notifications.ts'
import type { Repository } from '../repository/repository.ts'
import { deploy } from './deployed.ts'
import { bumpArguments, follow, image, newBuild } from './release.ts'
import { type Context, ownOf, type Scenario, seconds } from './scenario.ts'

/** Argo CD tries a sync six times, with up to a minute between two tries. */
const REPORTED_SECONDS = 900
const TARGET = 'staging'

export const rolledBackByItself: Scenario = {
  number: 17,
  title:
    'Health is reported to git: a promotion waits for it, and a release whose smoke test fails is rolled back automatically',
  needs: ['images of newer builds', 'Argo CD started by this run'],
  notExercised: [
    "GitHub's own events: one on loopback takes statuses, and the scenario runs what the workflows run",
  ],
  pretended: ['a smoke test: kwok reports its pod as failed'],
  async run(context) {
    const github = await openGitHub(context.repository.remote)
    try {
      return await play(context, github)
    } finally {
      await ownOf(context)
        .notifications.kill()
        .catch(() => {})
      github.close()
    }
  },
}

async function play(context: Context, github: FakeGitHub): Promise<string[]> {
  const { api, application, environment, namespace } = context
  await deploy(context)
  await connectNotifications(context, github.url)
  const cluster = `${CLUSTER_APP}[bot]`
  github.tokens.set('token-of-the-job', 'github-actions[bot]')
  const repository = context.repository.with({
    GITHUB_API_URL: github.url,
    GH_TOKEN: github.token,
    STATUS_TOKEN: 'token-of-the-job',
    ANNOUNCE_TOKEN: 'token-of-the-job',
  })
  await askForIt(repository, environment)

  await release(context, 'backend', '0.5.0')
  const good = await repository.push()
  await follow(context)
  await reported(github, good, 'success')
  const refused = await promotion(context, repository)
  assert(refused.code === 1 && /healthy/.test(refused.output), `promote before: ${refused.output}`)
  await repository.npm('record-health', '--commit', good, '--app', CLUSTER_APP)
  await repository.git('fetch', '--quiet', 'origin')
  const allowed = await promotion(context, repository)
  assert(allowed.code === 0, `promote after: ${allowed.output}`)
  const before = await deployedObjects(api, namespace)

  await release(context, 'frontend', 'failing-smoke-test')
  const bad = await repository.push()
  const pushed = Date.now()
  await refresh(api, application)
  await reported(github, bad, 'failure')
  const failed = Date.now()
  const status = github.statuses.findLast(({ sha, state }) => sha === bad && state === 'failure') as Status
  assert(status.login === cluster && status.description.startsWith('Job/smoke-test'), JSON.stringify(status))
  const asked = ['--commit', bad, '--app', CLUSTER_APP]
  await repository.npm('record-health', ...asked)
  const done = await repository.npm('rollback-failed', ...asked)
  const decided = Date.now()
  assert(/proven: every other byte/.test(done), done)
  await refresh(api, application)
  await settled(api, application, REPORTED_SECONDS)
  const healthy = Date.now()
  const left = differences(before, await deployedObjects(api, namespace))
  assert(left.length === 0, `fields that were not restored: ${left.slice(0, 10).join('; ')}`)

  const head = (await github.git('rev-parse', 'main')).trim()
  await reported(github, head, 'success')
  const again = await repository.npm('rollback-failed', ...asked)
  assert(/Not rolled back/.test(again), `asked again: ${again}`)
  assert((await github.git('rev-parse', 'main')).trim() === head, 'it was rolled back twice')
  assert(github.issues.length === 1, `${github.issues.length} issues`)
  await repository.git('pull', '--quiet', '--rebase', 'origin', 'main')
  const subjects = (await repository.git('log', '--format=%s', '-2')).trim().split('\n')
  assert(subjects[0]?.startsWith('Hold') && subjects[1]?.startsWith('Revert'), subjects.join('; '))
  const states = github.statuses.filter(({ login }) => login === cluster).map(({ state }) => state)
  return [
    `promote to ${TARGET}: refused before the health was recorded, allowed after`,
    `"${status.description}", reported ${seconds(failed - pushed)} after the push`,
    `from that report until Healthy: ${seconds(healthy - failed)}, ${seconds(decided - failed)} of them until the revert was on main; every field as before`,
    `${states.length} statuses arrived: ${states.join(', ')}; a second call did nothing; one issue`,
  ]
}

/** Asks for rollbacks in the environment, and for health before promotions from it. */
async function askForIt(repository: Repository, environment: string): Promise<void> {
  const add = (name: string, text: string): void => {
    const file = join(repository.folder, 'environments', name, 'environment.yaml')
    // On a kept cluster it may be there.
    if (!readFileSync(file, 'utf8').includes(text)) appendFileSync(file, text)
  }
  add(environment, '\nrollback:\n  automatic:\n    within: 30m\n')
  add(TARGET, `\npromotion:\n  from: ${environment}\n  healthy: required\n`)
  if (await repository.git('status', '--porcelain'))
    await repository.renderAndPush('Roll back what fails, and promote what is healthy')
}

/** Commits a bump to an image by its digest, which pretended pods don't need and promotions do. */
async function release(context: Context, service: string, tag: string): Promise<void> {
  const { environment, repository } = context
  await repository.tryNpm('release-hold', environment, '--service', service)
  const named = image(context, service, tag)
  const build = named.includes('@') ? named : `${named}@sha256:${'5'.repeat(64)}`
  await repository.npm('bump', ...bumpArguments(context, [build], await newBuild(context, service)))
}

const promotion = ({ environment }: Context, repository: Repository) =>
  repository.tryNpm(
    'promote',
    ...['--from', environment, '--to', TARGET, '--service', 'backend', '--dry-run'],
  )

/** Waits until the cluster's App has reported a commit so, with nothing after it. */
const reported = (github: FakeGitHub, commit: string, wanted: string): Promise<number> =>
  until(`status ${wanted} of ${commit.slice(0, 12)}`, REPORTED_SECONDS, async () => {
    const states = github.statuses.filter(({ sha }) => sha === commit).map(({ state }) => state)
    return states.at(-1) === wanted || states.join(', ')
  })

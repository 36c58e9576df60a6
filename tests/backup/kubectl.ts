// A stand-in for kubectl, for the commands of docs/backup-and-recovery.md: Jobs and `exec` run here, with the script,
// the image's programs and the variables of the built manifests, in the folder of CLUSTER. `patch --local` is kubectl's own.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jobFrom, runOf } from './jobs.ts'

const { resources, secrets, folders, kubectl, folder, ids, env } = JSON.parse(
  readFileSync(process.env['CLUSTER'] as string, 'utf8'),
) as {
  resources: Parameters<typeof jobFrom>[0]
  secrets: Record<string, string>
  folders: Record<string, string>
  kubectl: string
  folder: string
  ids: { uid?: number; gid?: number }
  env: Record<string, string>
}
const given = process.argv.slice(2)
const words = given.filter((each, index) => !/^--(context|namespace)$/.test(given[index - 1] ?? each))
const [verb = '', ...rest] = words.filter((each) => !/^--(context|namespace)$/.test(each))
const option = (name: string) =>
  rest
    .find((each) => each.startsWith(`--${name}=`))
    ?.split('=')
    .slice(1)
    .join('=')
const stateOf = (name: string) => join(folder, `${name}.json`)

process.exitCode = answer()

function answer(): number {
  const [what = ''] = rest.filter((each) => !each.startsWith('--'))
  if (verb === 'patch' && rest.includes('--local'))
    return spawnSync(kubectl, given, { stdio: 'inherit' }).status ?? 1
  if (verb === 'exec') {
    const [command = '', ...args] = given.slice(given.indexOf('--') + 1)
    return spawnSync(command, args, { ...ids, cwd: folder, env, stdio: 'inherit' }).status ?? 1
  }
  if (verb === 'create' && what === 'job') {
    const name = rest.filter((each) => !each.startsWith('--'))[1] as string
    const job = jobFrom(resources, String(option('from')).replace('cronjob/', '')) as object
    const named = { ...job, metadata: { name } }
    if (option('dry-run') === 'client') process.stdout.write(JSON.stringify(named))
    else run(named)
    return 0
  }
  if (verb === 'create') {
    run(JSON.parse(readFileSync(0, 'utf8')))
    return 0
  }
  const job = stateOf(what.replace('job/', '').replace(/^job$/, rest[1] ?? ''))
  if (!existsSync(job)) return refuse(`there is no ${rest.join(' ')}`)
  const { status, log } = JSON.parse(readFileSync(job, 'utf8')) as { status: number; log: string }
  if (verb === 'wait') return status === 0 ? 0 : refuse(`timed out waiting for the condition on ${what}`)
  if (verb === 'logs') process.stdout.write(log)
  else if (verb === 'delete') rmSync(job)
  else return refuse(`nothing is known of "${verb}" here`)
  return 0
}

/** Runs a Job to its end, and keeps how it ended and what it said. */
function run(job: unknown): void {
  const { script, environment } = runOf(job, secrets, folders)
  const { PATH = '', HOME = '' } = env
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', script], {
    ...ids,
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME, ...environment },
  })
  const { name } = (job as { metadata: { name: string } }).metadata
  writeFileSync(stateOf(name), JSON.stringify({ status: status ?? 1, log: `${stdout}${stderr}` }))
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`)
  return 1
}

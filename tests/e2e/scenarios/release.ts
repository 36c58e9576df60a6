import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { refresh, settled } from '../cluster/applications.ts'
import type { Context } from './scenario.ts'

/** "Rolled back within a minute", where nothing else runs on the machine. */
const SETTLED_SECONDS = 300

/** A commit of a service's sources, as a new image is built from. */
export async function newBuild({ repository }: Context, service = 'backend'): Promise<string> {
  const file = service === 'frontend' ? 'docker/frontend/main.ts' : `docker/${service}/src/main.ts`
  appendFileSync(join(repository.folder, file), '\n// A change.\n')
  await repository.git('commit', '--quiet', '--all', '--message', `Change the ${service}`)
  return (await repository.git('rev-parse', 'HEAD')).trim()
}

/** With real pods an image by its digest, else a tag that nobody pulls. */
export const image = ({ digests }: Context, service: string, tag: string): string => {
  const digest = digests[`${service}:${tag}`]
  return `${service}=${tag}${digest ? `@${digest}` : ''}`
}

export const bumpArguments = (context: Context, images: readonly string[], commit: string): string[] => [
  ...['--environment', context.environment],
  ...images.flatMap((each) => ['--image', each]),
  ...['--commit', commit],
]

/** A build of a service that the environment does not run now. */
export function otherTag({ environment, repository }: Context, service: string): string {
  const release = parse(
    readFileSync(join(repository.folder, 'environments', environment, 'release.yaml'), 'utf8'),
  )
  return ['0.2.0', '0.3.0'].find((tag) => tag !== release.services[service].tag) ?? ''
}

/** Lets the environment run a build, and waits until it does. */
export async function bump(context: Context, service: string, tag: string): Promise<number> {
  await commitBump(context, service, tag)
  return follow(context)
}

/** Also where an earlier scenario went back, by whatever means: that holds the service. */
export async function commitBump(context: Context, service: string, tag: string): Promise<void> {
  await context.repository.tryNpm('release-hold', context.environment, '--service', service)
  const commit = await newBuild(context, service)
  await context.repository.npm('bump', ...bumpArguments(context, [image(context, service, tag)], commit))
}

/** Pushes. @returns milliseconds from the push until Synced and Healthy. */
export async function follow({ api, application, repository }: Context): Promise<number> {
  await repository.push()
  const pushed = Date.now()
  await refresh(api, application)
  await settled(api, application, SETTLED_SECONDS)
  return Date.now() - pushed
}

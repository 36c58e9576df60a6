// Builds the images and puts them into the registry's folder: node build.ts REPOSITORY FILE
// Runs in a mount namespace in which the Debian packages lie over /usr and /etc; FILE gets the digests.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findBases, withBases } from '../../../docker/images/bases/bases.ts'
import { createCleanup } from '../../../docker/images/cleanup.ts'
import { podman } from '../../../docker/images/engine/engine.ts'
import { FOLDERS } from '../../programs/folders.ts'
import { run } from '../../programs/program.ts'
import { builtPrograms } from './images.ts'
import {
  CHART_IMAGE,
  CHART_PROGRAM,
  FIRST,
  type ProgramImage,
  REPOSITORY,
  SERVICES,
  VARIANTS,
  type Variant,
} from './list.ts'
import { LOCAL_POSTGRES, providePostgres } from './postgres.ts'
import { freePort, withRegistry } from './registry.ts'

const [repository = '', file = ''] = process.argv.slice(2)
const report = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
const local = (service: string, tag: string): string => `localhost/todo-e2e/${service}:${tag}`

const built = builtPrograms()
const engine = podman({ runc: true, systemd: existsSync('/run/systemd/system') })
const cleanup = createCleanup(report)
const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-images-'))
try {
  // What builds that were killed left.
  await run('buildah', ['rm', '--all'])
  const context = join(folder, 'docker')
  const archive = join(folder, 'docker.tar')
  await run('git', ['-C', repository, 'archive', '--output', archive, 'HEAD', 'docker'])
  await run('tar', ['--extract', '--file', archive, '--directory', folder])
  // Layers are found again by the files they are made of, their times included.
  await run('find', [context, '-exec', 'touch', '--no-dereference', '--date=@0', '{}', '+'])
  const revision = (await run('git', ['-C', repository, 'rev-parse', 'HEAD'])).trim()
  const bases = await findBases(engine, context, report, cleanup)
  for (const service of SERVICES) {
    const started = Date.now()
    // Beside the context: a changed file in it would change every layer that copies it.
    const dockerfile = join(folder, `${service}.Dockerfile`)
    writeFileSync(dockerfile, withBases(readFileSync(join(context, service, 'Dockerfile'), 'utf8'), bases))
    await build(service, FIRST, context, dockerfile, revision)
    report(`built ${service} in ${Math.round((Date.now() - started) / 1000)} s`)
  }
  for (const variant of VARIANTS) await buildVariant(variant, revision)
  for (const each of built) await buildProgram(each)
  const postgres = await providePostgres()
  report(`postgres: ${postgres}`)
  const port = await freePort()
  const digests = await withRegistry(port, () => push(port))
  writeFileSync(
    file,
    JSON.stringify({ bases: bases.local ? 'stand-ins' : 'pinned', postgres, digests }, null, 2),
  )
} finally {
  await cleanup.run()
  rmSync(folder, { recursive: true, force: true })
}

async function build(service: string, tag: string, context: string, dockerfile: string, revision: string) {
  const versions = { VERSION: tag, REVISION: revision }
  const [program = '', ...args] = engine.build({
    ...{ context, dockerfile, tag: local(service, tag), arguments: versions },
  })
  await run(program, args, { timeoutMs: 1_800_000 })
}

async function buildVariant({ service, tag, files }: Variant, revision: string): Promise<void> {
  const context = join(folder, `${service}-${tag}`)
  const lines = [`FROM ${local(service, FIRST)}`]
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(context, dirname(path)), { recursive: true })
    writeFileSync(join(context, path), text)
    lines.push(`COPY ${path.slice(1)} ${path}`)
  }
  mkdirSync(context, { recursive: true })
  writeFileSync(join(context, 'Dockerfile'), `${lines.join('\n')}\n`)
  await build(service, tag, context, join(context, 'Dockerfile'), revision)
}

async function buildProgram({ name, entryPoint }: ProgramImage): Promise<void> {
  const context = join(folder, name)
  mkdirSync(context)
  copyFileSync(join(FOLDERS.programs, name), join(context, name))
  const lines = ['FROM scratch', `COPY ${name} /${name}`, `ENTRYPOINT ${JSON.stringify(entryPoint)}`]
  writeFileSync(join(context, 'Dockerfile'), `${lines.join('\n')}\n`)
  const flags = ['--isolation', 'chroot', '--quiet', '--tag', local(name, '1')]
  await run('buildah', ['bud', ...flags, context])
}

/** @returns digests by SERVICE:TAG, those of the chart's image and of programs by their names. */
async function push(port: number): Promise<Record<string, string>> {
  const pushed = async (image: string, name: string): Promise<string> => {
    const file = join(folder, 'digest')
    const flags = ['--quiet', '--tls-verify=false', '--digestfile', file]
    await run('buildah', ['push', ...flags, image, `docker://127.0.0.1:${port}/${name}`])
    return readFileSync(file, 'utf8').trim()
  }
  await pushed(LOCAL_POSTGRES, LOCAL_POSTGRES.replace('localhost/', ''))
  const digests: Record<string, string> = {
    [CHART_IMAGE]: await pushed(local(CHART_PROGRAM, FIRST), `${CHART_IMAGE}:${FIRST}`),
  }
  for (const { name } of built) digests[name] = await pushed(local(name, '1'), `todo-e2e/${name}:1`)
  for (const { service, tag } of [...SERVICES.map((each) => ({ service: each, tag: FIRST })), ...VARIANTS])
    digests[`${service}:${tag}`] = await pushed(local(service, tag), `${REPOSITORY}/${service}:${tag}`)
  return digests
}

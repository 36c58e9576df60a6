import { createHash, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { ROOT } from '../../support/root.ts'
import { readRegistry, writeRegistry } from '../programs/state.ts'
import type { Run } from './run.ts'

/** What an action is played with: its inputs, where, and for which run. */
export interface Played {
  readonly run: Run
  readonly workspace: string
  readonly given: Readonly<Record<string, string>>
  readonly permissions: Readonly<Record<string, string>>
}

type Outputs = Readonly<Record<string, string>>
type Action = (played: Played) => Outputs | Promise<Outputs>

const none: Action = () => ({})

/** Small stand-ins of the actions that the workflows use; another one fails the test. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'actions/checkout': checkout,
  'actions/setup-node': none,
  'actions/setup-go': none,
  'docker/login-action': ({ given }) => {
    if (given['password'] !== 'token-of-the-job') throw new Error('login without the token of the job')
    return {}
  },
  'docker/setup-buildx-action': none,
  'docker/build-push-action': build,
  'github/codeql-action/upload-sarif': ({ workspace, given, permissions }) => {
    if (permissions['security-events'] !== 'write') throw new Error('Resource not accessible by integration')
    const log = JSON.parse(readFileSync(join(workspace, given['sarif_file'] ?? ''), 'utf8'))
    if (log.version !== '2.1.0') throw new Error('not a SARIF log')
    return {}
  },
  'sigstore/cosign-installer': none,
  'anchore/scan-action': ({ run, given }) => {
    run.scanned.push(given['image'] ?? '')
    if (run.vulnerable(given['image'] ?? '')) throw new Error('discovered vulnerabilities')
    return {}
  },
  'anchore/sbom-action': ({ workspace, given }) => {
    writeFileSync(join(workspace, given['output-file'] ?? ''), JSON.stringify({ name: given['image'] }))
    return {}
  },
  'actions/attest-build-provenance': attest,
  'actions/upload-artifact': upload,
  'actions/download-artifact': download,
  'actions/create-github-app-token': ({ run, given }) => {
    if (given['private-key'] !== 'key-of-the-app') throw new Error('no private key')
    if (!given['client-id']) throw new Error('Input required and not supplied: client-id')
    run.appPermissions.push(...Object.keys(given).filter((name) => name.startsWith('permission-')))
    return { token: run.place.github.token }
  },
}

async function checkout({ run, workspace, given }: Played): Promise<Outputs> {
  if (given['persist-credentials'] !== 'false') throw new Error('the token would stay in .git/config')
  const git = (...args: string[]) => execa('git', args, { cwd: workspace, env: run.environment })
  await git('clone', '--quiet', '--shared', '--no-checkout', run.place.remote, '.')
  await git('checkout', '--quiet', '--detach', given['ref'] ? `origin/${given['ref']}` : run.commit)
  // The tool is this very one: a link that git doesn't know, because each job would copy all of it.
  symlinkSync(join(ROOT, 'render'), join(workspace, 'render'))
  appendFileSync(join(workspace, '.git/info/exclude'), '/render\n')
  if (given['fetch-depth'] !== '0') writeFileSync(join(workspace, '.git/shallow'), `${run.commit}\n`)
  symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'))
  return {}
}

/** Two builds of the same are not the same image: their digests differ. */
function build({ run, workspace, given, permissions }: Played): Outputs {
  if (permissions['packages'] !== 'write') throw new Error('denied: permission_denied: write_package')
  const { platforms = '', outputs = '', file = '' } = given
  if (!existsSync(join(workspace, file))) throw new Error(`no ${file}`)
  if (!outputs.includes('push-by-digest=true') || !outputs.includes('push=true'))
    throw new Error('the image would get a name before it is scanned')
  const text = JSON.stringify({ schemaVersion: 2, platforms, image: randomUUID() })
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
  const registry = readRegistry(run.place.state)
  registry.manifests[digest] = text
  writeRegistry(run.place.state, registry)
  run.built.push(`${file.split('/')[1]} ${platforms}`)
  return { digest }
}

function attest({ run, given, permissions }: Played): Outputs {
  for (const name of ['id-token', 'attestations', 'packages'])
    if (permissions[name] !== 'write') throw new Error(`attesting needs ${name}: write`)
  if (run.interrupted('attest')) throw new Error('the runner was lost')
  const registry = readRegistry(run.place.state)
  registry.attested.push(`${given['subject-name']}@${given['subject-digest']}`)
  writeRegistry(run.place.state, registry)
  return {}
}

function upload({ run, workspace, given }: Played): Outputs {
  const to = join(run.artifacts, given['name'] ?? '')
  if (existsSync(to) && given['overwrite'] !== 'true')
    throw new Error(`there is an artifact ${given['name']}`)
  const path = (given['path'] ?? '').replace(/^~/, run.environment['HOME'] ?? '')
  // Of files that a pattern finds, their names alone are left.
  if (path.includes('*'))
    for (const file of globSync(path)) cpSync(file, join(to, basename(file)), { recursive: true })
  else cpSync(join(workspace, path), to, { recursive: true })
  return {}
}

function download({ run, workspace, given }: Played): Outputs {
  const pattern = new RegExp(`^${(given['pattern'] ?? '').replaceAll('*', '.*')}$`)
  const to = join(workspace, given['path'] ?? '')
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(run.artifacts).filter((each) => pattern.test(each)))
    cpSync(join(run.artifacts, name), to, { recursive: true })
  return {}
}

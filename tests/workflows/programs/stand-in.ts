// Run as `node stand-in.ts FOLDER PROGRAM ARGUMENTS...`: plays docker, gh or cosign over the files of FOLDER.

import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactsOf, readRegistry, readRuns, record, takeRefusal, writeRegistry } from './state.ts'

const [folder = '', program = '', ...args] = process.argv.slice(2)
const token = process.env['GH_TOKEN']
record(folder, { program, args, ...(token !== undefined && { token }) })

const line = args.join(' ')
const refusal = takeRefusal(folder, program, line)
if (refusal) end(1, refusal.says)

const registry = readRegistry(folder)
if (program === 'docker' && line.startsWith('buildx imagetools inspect --raw ')) {
  const reference = args.at(-1) ?? ''
  const digest = reference.includes('@') ? reference.split('@')[1] : registry.tags[reference]
  const manifest = digest && registry.manifests[digest]
  if (!manifest) end(1, `ERROR: ${reference}: not found`)
  process.stdout.write(manifest as string)
} else if (program === 'docker' && line.startsWith('buildx imagetools create --tag ')) {
  const [name = '', ...sources] = args.slice(4)
  const manifests = sources.map((source) => {
    const digest = source.split('@')[1] ?? ''
    if (!registry.manifests[digest]) end(1, `ERROR: ${source}: not found`)
    return { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest }
  })
  const text = JSON.stringify({ schemaVersion: 2, manifests }, null, 2)
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
  registry.manifests[digest] = text
  registry.tags[name] = digest
  writeRegistry(folder, registry)
} else if (program === 'docker' && args[0] === 'login') {
  process.stdout.write('Login Succeeded\n')
} else if (program === 'cosign' && (args[0] === 'sign' || args[0] === 'attest')) {
  const digest = args.at(-1)?.split('@')[1] ?? ''
  if (!registry.manifests[digest]) end(1, `Error: ${args.at(-1)}: MANIFEST_UNKNOWN`)
  if (args[0] === 'attest') JSON.parse(readFileSync(args[args.indexOf('--predicate') + 1] ?? '', 'utf8'))
} else if (program === 'gh' && line.startsWith('attestation verify oci://')) {
  // The App's token has no permission to read attestations, the job's has.
  if (token !== 'token-of-the-job') end(1, 'HTTP 403: Resource not accessible by integration')
  if (!registry.attested.includes((args[2] ?? '').replace('oci://', '')))
    end(1, 'Error: HTTP 404: Not Found (https://api.github.com/repos/todo/gitops/attestations)')
} else if (program === 'gh' && line === 'auth git-credential get') {
  process.stdout.write(`username=x-access-token\npassword=${token}\n`)
} else if (program === 'gh' && line.startsWith('run list ')) {
  const found = readRuns(folder).findLastIndex(
    ({ workflow, commit, event }) =>
      line ===
      `run list --workflow=${workflow} --event=${event} --commit=${commit} --limit=1 --json=databaseId --jq=.[].databaseId`,
  )
  if (found >= 0) process.stdout.write(`${found + 1}\n`)
} else if (program === 'gh' && line.startsWith('run download ')) {
  const [, id, name, to] = /^run download (\d+) --name=(\S+) --dir=(\S+)$/.exec(line) ?? []
  const artifact = join(artifactsOf(folder, Number(id)), name ?? '')
  if (to === undefined || !existsSync(artifact)) end(1, 'no valid artifacts found to download')
  cpSync(artifact, to as string, { recursive: true })
} else if (program !== 'gh' || args[1] !== 'git-credential') end(9, `no stand-in for ${program} ${line}`)

function end(code: number, said: string): never {
  process.stderr.write(`${said}\n`)
  process.exit(code)
}

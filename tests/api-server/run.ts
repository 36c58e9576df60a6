// `npm run test:api-server`: starts a real kube-apiserver, with the CustomResourceDefinitions of base/crds and of Argo CD,
// and compares what it says to manifests with what `validate` says: all that the environments build, and the samples of
// tests/kubernetes. Server-side dry run, strict field validation; nothing runs. Then a stand-in for an AI assistant acts under
// the account of docs/ai-operations.md, and its log must say what it did. Builds the server and etcd with Go the
// first time, which takes some minutes. Exit code 1 if they differ.

import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadAll } from 'js-yaml'
import type { CustomResourceDefinition } from '../../render/kubernetes/crd/definition.ts'
import { definitionFlaws } from '../../render/kubernetes/crd/flaws.ts'
import { kindsOf, withCustomKinds } from '../../render/kubernetes/crd/kinds.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { type ManifestValidator, manifestValidator } from '../../render/kubernetes/schema/validator.ts'
import { FINE, WRONG_DEFINITIONS, WRONG_ROOTS, WRONG_SCHEMAS } from '../kubernetes/crd/definition-cases.ts'
import { PROPERTIES, REFUSED, TAKEN } from '../kubernetes/crd/object-cases.ts'
import { widget, widgetOf } from '../kubernetes/crd/widget.ts'
import { good, goodKinds } from '../kubernetes/schema-good.ts'
import { mistakes, withMistake } from '../kubernetes/schema-mistakes.ts'
import { right } from '../kubernetes/schema-right.ts'
import { schemasOf } from '../kubernetes/schemas-of.ts'
import { buildPrograms, KUBERNETES, moduleFolder } from '../programs/go.ts'
import { ToolFailed } from '../programs/program.ts'
import { builtSubject } from '../support/built-subject.ts'
import { ROOT, SYSTEM } from '../support/root.ts'
import { tryAssistant } from './assistant.ts'
import { type Client, type Comparison, clientOf } from './compare.ts'
import { startApiServer } from './server.ts'

const report = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const MINOR = KUBERNETES.split('.').slice(0, 2).join('.')
const schemas = schemasOf(MINOR)

async function main(): Promise<number> {
  await buildPrograms(report, { names: ['etcd', 'kube-apiserver'] })
  const server = await startApiServer()
  try {
    const client = clientOf(server)
    await prepare(client)
    const groups: [string, readonly Comparison[], ('ours' | 'server')[]][] = [
      ['manifests of the environments', await environments(client), ['ours', 'server']],
      ['good samples', await samples(client), ['ours', 'server']],
      // Where `validate` is stricter than the server, on purpose, render/schemas/kubernetes/README.md says so.
      ['samples with a mistake', await withMistakes(client), ['server']],
      ['custom resource definitions', await definitions(client), ['ours', 'server']],
      ['custom objects', await objects(client), ['ours', 'server']],
    ]
    const differ = groups.flatMap(([name, compared, counting]) => tell(name, compared, counting))
    const wrong = await tryAssistant(server)
    report(
      `an assistant under the account of docs/ai-operations.md: ${wrong.join('; ') || 'logged and refused as it should be'}`,
    )
    return differ.length + wrong.length > 0 ? 1 : 0
  } finally {
    await server.stop()
  }
}

/** @param counting who must not be alone in refusing. @returns where they differ. */
function tell(name: string, compared: readonly Comparison[], counting: readonly ('ours' | 'server')[]) {
  const differ = compared.filter(({ ours, server }) => (ours === undefined) !== (server === undefined))
  const wrong = differ.filter((each) => counting.some((who) => each[who] !== undefined))
  const refused = compared.filter(({ server }) => server !== undefined).length
  const stricter = differ.length - wrong.length
  const more = stricter > 0 ? `; \`validate\` alone refuses ${stricter}` : ''
  report(
    `${name}: ${compared.length} compared, ${refused} refused by Kubernetes ${KUBERNETES}, ${wrong.length} differ${more}`,
  )
  for (const { what, ours, server } of wrong)
    report(`  ${what}\n    server:   ${server ?? 'takes it'}\n    validate: ${ours ?? 'takes it'}`)
  return wrong
}

const wordsOf = (validate: ManifestValidator, manifest: Resource): string | undefined =>
  validate(manifest)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ') || undefined

const compare = async (
  client: Client,
  what: string,
  manifest: Resource,
  validate: ManifestValidator,
): Promise<Comparison> => ({ what, ours: wordsOf(validate, manifest), server: await client.dryRun(manifest) })

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

/** The definitions of every kind that is compared. */
async function prepare(client: Client): Promise<void> {
  const argo = join(await moduleFolder('argo-cd', 'github.com/argoproj/argo-cd/v3'), 'manifests/crds')
  const files = [
    ...['application-crd.yaml', 'appproject-crd.yaml'].map((name) => join(argo, name)),
    ...customKinds(SYSTEM),
    // A system of its own may bring other kinds, or the same ones.
    ...(SYSTEM === ROOT ? [] : customKinds(ROOT)),
  ]
  const defined = new Set<string>()
  for (const file of files)
    for (const each of loadAll(readFileSync(file, 'utf8')) as Resource[])
      if (!defined.has(each.metadata.name)) {
        defined.add(each.metadata.name)
        await client.create(each)
      }
  await client.create(widgetOf(PROPERTIES))
  await pause(5_000) // until the kinds are served
}

const customKinds = (root: string): string[] =>
  globSync('base/crds/*.yaml', { cwd: root })
    .sort()
    .map((path) => join(root, path))

async function environments(client: Client): Promise<Comparison[]> {
  const names = readdirSync(join(ROOT, 'overlays')).filter((name) => !name.startsWith('.'))
  const found: Comparison[] = []
  const spaces = new Set<string>()
  for (const name of names) {
    const { resources, argocd, validate } = await builtSubject(name, ROOT)
    const all = [...resources, ...argocd]
    for (const { metadata } of all)
      if (metadata.namespace && !spaces.has(metadata.namespace)) {
        spaces.add(metadata.namespace)
        await client.create(namespace(metadata.namespace))
      }
    for (const each of all)
      found.push(await compare(client, `${name}: ${each.kind}/${each.metadata.name}`, each, validate))
  }
  return found
}

async function samples(client: Client): Promise<Comparison[]> {
  const validate = manifestValidator(schemas)
  const found: Comparison[] = []
  for (const kind of goodKinds()) found.push(await compare(client, `good ${kind}`, good(kind), validate))
  for (const [kind, path, value] of right) {
    const manifest = withMistake([kind, path, value, ''])
    found.push(await compare(client, `${kind} ${path}: ${JSON.stringify(value)}`, manifest, validate))
  }
  return found
}

async function withMistakes(client: Client): Promise<Comparison[]> {
  const validate = manifestValidator(schemas)
  const found: Comparison[] = []
  for (const mistake of mistakes) {
    const [kind, path, value] = mistake
    found.push(
      await compare(client, `${kind} ${path}: ${JSON.stringify(value)}`, withMistake(mistake), validate),
    )
  }
  return found
}

async function definitions(client: Client): Promise<Comparison[]> {
  const text = { type: 'string' }
  const all: [string, ReturnType<typeof widgetOf>][] = [
    ...WRONG_SCHEMAS.map(
      ([what, schema]) => [what, widgetOf({ a: schema })] as [string, ReturnType<typeof widgetOf>],
    ),
    ...WRONG_ROOTS.map(
      ([what, root]) => [what, widgetOf({ a: text }, root)] as [string, ReturnType<typeof widgetOf>],
    ),
    ...WRONG_DEFINITIONS.map(([what, change]) => {
      const definition = widgetOf({ a: text })
      change(definition)
      return [what, definition] as [string, ReturnType<typeof widgetOf>]
    }),
    ...FINE.map(
      ([what, schema, root]) =>
        [what, widgetOf({ a: schema }, root)] as [string, ReturnType<typeof widgetOf>],
    ),
  ]
  const found: Comparison[] = []
  for (const [what, definition] of all) {
    if (definition.kind !== 'CustomResourceDefinition') continue // any kind is one to the server
    // Another name: the one that the objects need is there, and an update asks less than a creation.
    const manifest = JSON.parse(
      JSON.stringify(definition).replaceAll('widgets', 'gadgets').replaceAll('Widget', 'Gadget'),
    ) as Resource
    const flaws = definitionFlaws(manifest, schemas)
    const ours = flaws.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') || undefined
    found.push({ what, ours, server: await client.dryRun(manifest) })
  }
  return found
}

async function objects(client: Client): Promise<Comparison[]> {
  const definition = widgetOf(PROPERTIES) as unknown as CustomResourceDefinition
  const validate = manifestValidator(withCustomKinds(schemas, kindsOf(definition)))
  const found: Comparison[] = []
  for (const [spec] of [...REFUSED, ...TAKEN])
    found.push({
      what: JSON.stringify(spec),
      ours: wordsOf(validate, widget(spec)),
      server: await client.dryRunBoth(widget(spec)),
    })
  return found
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  return error instanceof ToolFailed ? 3 : 1
})

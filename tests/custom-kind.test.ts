import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../render/commands/check.ts'
import { diff } from '../render/commands/diff/diff.ts'
import { render } from '../render/commands/render.ts'
import { report } from '../render/commands/report.ts'
import { validate } from '../render/commands/validate.ts'
import { copyOfRepository, write } from './support/repository.ts'

// A custom kind is one CRD in base/crds. Nothing else knows of it.

const CRD = 'base/crds/queues.messaging.example.com.yaml'
const QUEUE = 'base/components/queue/queue.yaml'
const STAGING = 'environments/staging/environment.yaml'

const DEFINITION = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: queues.messaging.example.com
spec:
  group: messaging.example.com
  scope: Namespaced
  names: { kind: Queue, plural: queues }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [partitions]
              properties:
                partitions: { type: integer, minimum: 1, maximum: 64 }
                topics:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties:
                      name: { type: string, pattern: '^[a-z]+$' }
                      retention: { type: string, default: 1d }
                      durable: { type: boolean }
`
const MANIFEST = `apiVersion: messaging.example.com/v1
kind: Queue
metadata:
  name: orders
  labels:
    app.kubernetes.io/name: orders
    app.kubernetes.io/part-of: todo
    app.kubernetes.io/component: queue
spec:
  topics:
    - name: created
      retention: 7d
    - name: paid
      durable: true
`
const COMPONENT = `import { component, integer, object, patch } from '#engine'

export default component({
  description: 'A queue of orders.',
  values: object({ partitions: integer(1, 1000, 'How many consumers may read at once') }),
  patches: ({ values }) => [
    patch('messaging.example.com/v1', 'Queue', 'orders', { spec: { partitions: values.partitions } }),
  ],
})
`

/** A copy of this repository whose staging has a queue. */
function withQueue(partitions = 8): string {
  const root = copyOfRepository()
  const staging = readFileSync(join(root, STAGING), 'utf8')
  write(root, {
    [CRD]: DEFINITION,
    [QUEUE]: MANIFEST,
    'base/components/queue/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n  - queue.yaml\n',
    'base/components/queue/component.ts': COMPONENT,
    [STAGING]: staging.replace('components:\n', `components:\n  queue:\n    partitions: ${partitions}\n`),
  })
  return root
}

function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(root, path), text.replace(from, to))
}

const told = async (root: string) => {
  const { exit, lines, errors } = await validate(root, ['staging'])
  return { exit, text: [...lines.map(({ text }) => text), ...errors].join('\n') }
}

test('one CRD is all it takes to render, check and validate a kind, which only its objects bring to a cluster', async () => {
  const root = withQueue()
  expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
  expect(check(root)).toMatchObject({ exit: 0 })
  const { exit, text } = await told(root)
  expect(text).not.toContain('Queue')
  expect(exit).toBe(0)
  const overlay = readFileSync(join(root, 'overlays/staging/kustomization.yaml'), 'utf8')
  expect(overlay).toContain('../../base/components/queue')
  expect(overlay).not.toContain('crds')
  expect(readFileSync(join(root, 'apps/cloud/environments/staging.yaml'), 'utf8')).toMatch(
    /- group: messaging\.example\.com\n\s+kind: Queue/,
  )
  // What an editor completes and checks.
  const schema = readFileSync(join(root, 'environments/.schema/environment.schema.json'), 'utf8')
  expect(JSON.parse(schema).properties.components.properties.queue).toMatchObject({
    description: 'A queue of orders.',
    properties: { partitions: { type: 'integer' } },
  })
})

test.each([
  ['  topics:', '  topic:', `${QUEUE}:10:3`, 'Unknown field "topic". Did you mean "topics"?'],
  ['retention: 7d', 'retention: 7', `${QUEUE}:12:7`, 'Expected text, found the number 7.'],
  ['name: paid', 'name: Paid', `${QUEUE}:13:7`, 'Expected text that matches ^[a-z]+$, found "Paid".'],
  ['durable: true', 'durable: "true"', `${QUEUE}:14:7`, 'Expected true or false, found "true".'],
  ['name: paid', 'name: created', `${QUEUE}:13:7`, 'Stands in the list twice: name created.'],
  ['example.com/v1', 'example.com/v2', QUEUE, 'has it as messaging.example.com/v1.'],
])('%j as %j is found at its line', async (from, to, place, message) => {
  const root = withQueue()
  edit(root, QUEUE, from, to)
  edit(
    root,
    'base/components/queue/component.ts',
    'messaging.example.com/v1',
    from.includes('/v1') ? 'messaging.example.com/v2' : 'messaging.example.com/v1',
  )
  expect(render(root, []).exit).toBe(0)
  const { exit, text } = await told(root)
  expect(text).toContain(place)
  expect(text).toContain(message)
  expect(exit).toBe(1)
})

test('a value that an environment gives is found in its environment.yaml', async () => {
  const root = withQueue(100)
  render(root, [])
  const { exit, text } = await told(root)
  const line = readFileSync(join(root, STAGING), 'utf8').split('\n').indexOf('    partitions: 100') + 1
  expect(text).toContain(`${STAGING}:${line}:5`)
  expect(text).toContain('Expected a number from 1 to 64, found 100.')
  expect(exit).toBe(1)
})

test('without its CRD the kind is a finding that says what to add', async () => {
  const root = withQueue()
  rmSync(join(root, CRD))
  render(root, [])
  const { exit, text } = await told(root)
  expect(text).toContain(
    'No schema for Queue of messaging.example.com/v1. For a kind of an operator, add its CustomResourceDefinition to base/crds.',
  )
  expect(exit).toBe(1)
})

test('what was found with one CRD does not count with another', async () => {
  const root = withQueue()
  render(root, [])
  expect((await told(root)).exit).toBe(0)
  edit(root, CRD, 'maximum: 64', 'maximum: 4')
  expect((await told(root)).text).toContain('Expected a number from 1 to 4, found 8.')
  edit(root, CRD, 'maximum: 4', 'maximum: 64')
  expect((await told(root)).exit).toBe(0)
})

test('a kind that belongs to the whole cluster is none of an environment', async () => {
  const root = withQueue()
  edit(root, CRD, 'scope: Namespaced', 'scope: Cluster')
  render(root, [])
  expect((await told(root)).text).toContain('Queue is cluster-scoped')
})

test('a CRD that an API server would refuse is an input error, of validate and report', async () => {
  const root = withQueue()
  edit(root, CRD, 'type: integer, minimum', 'type: int, minimum')
  render(root, [])
  const message = `${CRD}:22:37: Expected array, boolean, integer, number, object, string, found "int".`
  const { exit, text } = await told(root)
  expect(text).toContain(message)
  expect(exit).toBe(2)
  expect(await report(root, { output: join(root, 'report.html') })).toMatchObject({
    exit: 2,
    errors: expect.arrayContaining([message]),
  })
})

test('a kustomization that names a CRD is refused: its operator installs it', () => {
  const root = withQueue()
  edit(
    root,
    'base/components/queue/kustomization.yaml',
    '  - queue.yaml',
    '  - queue.yaml\n  - ../../crds/queues.messaging.example.com.yaml',
  )
  const { exit, errors } = render(root, [])
  expect(errors[0]).toMatch(
    /^base\/components\/queue\/kustomization\.yaml:5:5: names "\.\.\/\.\.\/crds\/.*", which only defines how custom kinds are checked/,
  )
  expect(exit).toBe(2)
})

test('diff tells the items of a list apart by the keys of the CRD, and a CRD by itself changes no cluster', async () => {
  const root = withQueue()
  render(root, [])
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all')
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', 'first')
  const lines = async () => (await diff(root, {})).lines.map(({ text }) => text).join('\n')

  edit(
    root,
    QUEUE,
    MANIFEST.slice(MANIFEST.indexOf('    - name: created')),
    '    - name: paid\n      durable: true\n    - name: created\n      retention: 7d\n',
  )
  expect(await lines()).toBe('Nothing changes in any cluster.')
  edit(root, QUEUE, 'retention: 7d', 'retention: 9d')
  expect(await lines()).toContain('spec.topics[created].retention: 7d -> 9d')
  edit(root, QUEUE, 'retention: 9d', 'retention: 7d')
  edit(root, CRD, 'maximum: 64', 'maximum: 32')
  expect(await lines()).toBe('Nothing changes in any cluster.')
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { check } from '../../render/commands/check.ts'
import { diff } from '../../render/commands/diff/diff.ts'
import { newService } from '../../render/commands/new-service.ts'
import type { NewServiceOptions } from '../../render/commands/new-service-options.ts'
import { bump } from '../../render/commands/release/bump.ts'
import { promote } from '../../render/commands/release/promote.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { render } from '../../render/commands/render.ts'
import { report } from '../../render/commands/report.ts'
import { validate } from '../../render/commands/validate.ts'
import { type Any, read } from '../fixtures/build.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { layOut, temporaryFolder } from '../support/repository.ts'

// Services of every kind, with every kind of probe, beside those of this repository: made by the command, then used.

const DIGEST = `sha256:${'ab'.repeat(32)}`
const SERVICES: Readonly<Record<string, NewServiceOptions>> = {
  cache: {
    kind: 'StatefulSet',
    image: `redis:8.2@${DIGEST}`,
    port: '6379',
    environment: ['staging', 'production'],
  },
  cart: { port: '7070', probe: 'grpc shop.Cart' },
  cleanup: { kind: 'CronJob', schedule: '0 * * * *' },
  'log-agent': { kind: 'DaemonSet', port: 'none', probe: 'test -f /tmp/ready' },
  secure: { port: '8443', probe: 'https /livez' },
}
let root: string

const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const file = (path: string) => readFileSync(join(root, path), 'utf8')
const set = (path: string, keys: readonly (string | number)[], value: unknown): void => {
  const document = parseDocument(file(path))
  if (value === undefined) document.deleteIn(keys)
  else document.setIn(keys, value)
  writeFileSync(join(root, path), document.toString({ lineWidth: 0 }))
}
const textOf = ({
  lines,
  errors,
}: {
  lines: readonly { text: string }[]
  errors: readonly string[]
}): string => [...lines.map(({ text }) => text), ...errors].join('\n')
const built = async (environment: string): Promise<(kind: string, name: string) => Any> => {
  const objects = read((await kustomizeBuild(join(root, 'overlays', environment))).manifests)
  return (kind, name) => objects.find((each) => each.kind === kind && each.metadata.name === name)
}
const environment = (name: string) => `environments/${name}/environment.yaml`

/** Puts everything back as the commit holds it. */
const undo = (): void => {
  git('checkout', '--quiet', '--force', 'main')
  git('reset', '--quiet', '--hard', 'services')
  git('clean', '-fdq')
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gitops-services-'))
  layOut(root)
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: root })
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.org')
  expect(render(root, [])).toMatchObject({ exit: 0 })
  git('add', '--all')
  git('commit', '--quiet', '--message', 'first')
  for (const [name, options] of Object.entries(SERVICES)) {
    const made = await newService(root, name, options)
    expect(made, textOf(made)).toMatchObject({ exit: 0, errors: [] })
  }
  git('add', '--all')
  git('commit', '--quiet', '--message', 'services')
  git('tag', 'services')
}, 120_000)

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('all of them render and validate without a finding', async () => {
  expect(check(root)).toMatchObject({ exit: 0 })
  expect(await validate(root, [])).toMatchObject({ exit: 0, errors: [] })
})

test('an environment has what it runs, and nothing of what it leaves out', async () => {
  const [staging, minikube] = [await built('staging'), await built('minikube')]
  expect(staging('StatefulSet', 'cache').spec.template.spec.containers[0].image).toBe(`redis:8.2@${DIGEST}`)
  expect(staging('StatefulSet', 'cache').spec.replicas).toBe(1)
  expect(staging('DaemonSet', 'log-agent').spec).not.toHaveProperty('replicas')
  expect(staging('CronJob', 'cleanup').spec.schedule).toBe('0 * * * *')
  const container = staging('Deployment', 'cart').spec.template.spec.containers[0]
  expect(container.livenessProbe.grpc).toEqual({ port: 7070, service: 'shop.Cart' })
  expect(container.image).toMatch(/\/cart:0\.1\.0$/)
  for (const kind of ['StatefulSet', 'Service', 'ServiceAccount', 'NetworkPolicy', 'PodDisruptionBudget'])
    expect(minikube(kind, 'cache'), kind).toBeUndefined()
  const kinds = (path: string) =>
    parse(file(path).split('\n---\n')[0] as string).spec.namespaceResourceWhitelist.map(
      (each: Any) => each.kind,
    )
  expect(kinds('apps/cloud/environments/staging.yaml')).toContain('DaemonSet')
  // Base has no other StatefulSet but the database of minikube.
  expect(kinds('apps/cloud/environments/staging.yaml')).toContain('StatefulSet')
  expect(parse(file('environments/staging/release.yaml')).services).not.toHaveProperty('cache')
})

test('an editor completes what each kind takes', () => {
  const schema = JSON.parse(file('environments/.schema/environment.schema.json'))
  const keysOf = (service: string) => Object.keys(schema.properties.services.properties[service].properties)
  expect(keysOf('cart')).toEqual(['enabled', 'replicas', 'autoscaling', 'resources', 'settings'])
  expect(keysOf('cache')).toEqual(['enabled', 'replicas', 'resources', 'settings'])
  expect(keysOf('log-agent')).toEqual(['enabled', 'resources', 'settings'])
  const release = JSON.parse(file('environments/.schema/release.schema.json')).properties.services
  expect(Object.keys(release.properties)).toEqual(expect.arrayContaining(['cart', 'cleanup', 'log-agent']))
  expect(Object.keys(release.properties)).not.toContain('cache')
  expect(release.required).toContain('cart')
})

describe('environment.yaml', () => {
  test.each([
    ['cart', 'Deployment', ['spec', 'template', 'spec']],
    ['cache', 'StatefulSet', ['spec', 'template', 'spec']],
    ['log-agent', 'DaemonSet', ['spec', 'template', 'spec']],
    ['cleanup', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ])('sets the resources of %s, whatever its container is called', async (name, kind, path) => {
    const workload = `base/services/${name}/${{ Deployment: 'deployment', StatefulSet: 'stateful-set', DaemonSet: 'daemon-set', CronJob: 'cron-job' }[kind]}.yaml`
    set(workload, [...path, 'containers', 0, 'name'], 'server')
    const programs = `base/services/${name}/programs.yaml`
    writeFileSync(join(root, programs), file(programs).replace(`${name}:`, 'server:'))
    set(environment('staging'), ['services', name, 'resources'], { limits: { memory: '160Mi' } })
    expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
    const pod = path.reduce((value, key) => value[key], (await built('staging'))(kind, name))
    expect(pod.containers[0]).toMatchObject({ name: 'server', resources: { limits: { memory: '160Mi' } } })
    expect(await validate(root, ['staging'])).toMatchObject({ exit: 0, errors: [] })
    undo()
  })

  test.each([
    [['log-agent', 'replicas'], 2, 'A DaemonSet runs one pod on each node. Remove "replicas".'],
    [['cleanup', 'replicas'], 2, 'its schedule and its parallelism, in base. Remove "replicas".'],
    [['cache', 'autoscaling'], { minReplicas: 1, maxReplicas: 2 }, 'has no folder "autoscaling" to enable.'],
    [['cart', 'enabled'], 'no', 'Expected true or false, found "no".'],
    [
      ['cart'],
      false,
      'Expected a map, found the boolean false. To leave the service out, write { enabled: false }.',
    ],
    [
      ['cart'],
      { enabled: false, replicas: 2 },
      '"cart" doesn\'t run here (enabled: false): remove "replicas".',
    ],
    [
      ['cart'],
      { enabled: false },
      '"cart" doesn\'t run here (environments/staging/environment.yaml sets enabled: false): remove the entry.',
    ],
  ])('%j: %j is an error', (keys, value, message) => {
    set(environment('staging'), ['services', ...keys], value)
    const { exit, errors } = render(root, [])
    undo()
    expect(exit).toBe(2)
    expect(errors.join('\n')).toContain(message)
    expect(errors.join('\n')).toMatch(/^environments\/staging\/(environment|release)\.yaml:\d+:\d+: /)
  })

  test('release.yaml names no image that base pins', () => {
    set('environments/staging/release.yaml', ['services', 'cache'], { tag: '8.2' })
    const { errors } = render(root, [])
    undo()
    expect(errors.join('\n')).toContain('base pins the image of "cache"; remove the entry.')
  })

  test('something must run', () => {
    const names = Object.keys(
      JSON.parse(file('environments/.schema/environment.schema.json')).properties.services.properties,
    )
    for (const name of names) set(environment('staging'), ['services', name], { enabled: false })
    const { errors } = render(root, [])
    undo()
    expect(errors.join('\n')).toContain('No service is left; enable at least one')
  })
})

describe('what a probe calls must match programs.yaml', () => {
  test.each<[string, readonly (string | number)[], unknown, string]>([
    [
      'cart/deployment.yaml',
      ['livenessProbe', 'grpc', 'service'],
      'shop.Crt',
      'The livenessProbe calls "grpc shop.Crt": expected "grpc shop.Cart".',
    ],
    [
      'cart/deployment.yaml',
      ['readinessProbe'],
      { tcpSocket: { port: 7070 } },
      'The readinessProbe calls "tcp": expected "grpc shop.Cart".',
    ],
    [
      'secure/deployment.yaml',
      ['startupProbe', 'httpGet', 'scheme'],
      'HTTP',
      'The startupProbe calls "/livez": expected "https /livez".',
    ],
    [
      'cache/stateful-set.yaml',
      ['livenessProbe', 'tcpSocket', 'port'],
      6380,
      'The container has no port 6380.',
    ],
    [
      'log-agent/daemon-set.yaml',
      ['startupProbe', 'exec', 'command', 2],
      '/tmp/redy',
      'The startupProbe calls "test -f /tmp/redy": expected "test -f /tmp/ready".',
    ],
  ])('%s %j', async (path, keys, value, message) => {
    set(`base/services/${path}`, ['spec', 'template', 'spec', 'containers', 0, ...keys], value)
    const outcome = await validate(root, ['staging'])
    undo()
    expect(outcome.exit).toBe(1)
    expect(textOf(outcome)).toContain(message)
  })

  test('a probe of a declared port where the program does not listen', async () => {
    const container = ['spec', 'template', 'spec', 'containers', 0]
    set('base/services/cache/stateful-set.yaml', [...container, 'ports', 1], {
      name: 'metrics',
      containerPort: 9121,
    })
    set(
      'base/services/cache/stateful-set.yaml',
      [...container, 'livenessProbe', 'tcpSocket', 'port'],
      'metrics',
    )
    const outcome = await validate(root, ['staging'])
    undo()
    expect(textOf(outcome)).toContain(
      'The livenessProbe calls port 9121: expected 6379, where its program listens.',
    )
  })

  test('the user that an image is made for is data', async () => {
    set('base/services/cache/programs.yaml', ['cache', 'user'], 999)
    const outcome = await validate(root, ['staging'])
    undo()
    expect(textOf(outcome)).toContain('[container-user]')
    expect(textOf(outcome)).toContain('expected 999')
  })
})

describe('what only another kind can get wrong', () => {
  test.each<[string, readonly (string | number)[], unknown, string]>([
    [
      'cache/stateful-set.yaml',
      ['spec', 'updateStrategy'],
      { type: 'OnDelete' },
      'OnDelete keeps each pod until it is deleted by hand',
    ],
    [
      'log-agent/daemon-set.yaml',
      ['spec', 'updateStrategy'],
      { type: 'OnDelete' },
      'OnDelete keeps each pod until it is deleted by hand',
    ],
    [
      'cache/stateful-set.yaml',
      ['spec', 'updateStrategy'],
      { rollingUpdate: { partition: 2 } },
      'partition 2 keeps the pods below that number',
    ],
    ['cache/service.yaml', ['spec', 'clusterIP'], undefined, '[stateful-set-service]'],
    [
      'cache/stateful-set.yaml',
      ['spec', 'template', 'spec', 'containers', 0, 'image'],
      'redis:8.2',
      '[image-pinned]',
    ],
    ['cache/programs.yaml', ['cache', 'data'], '/elsewhere', 'is not on a PersistentVolumeClaim'],
    [
      'cleanup/cron-job.yaml',
      ['spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds'],
      undefined,
      '[job-deadline]',
    ],
  ])('%s %j: %j', async (path, keys, value, message) => {
    set(`base/services/${path}`, keys, value)
    const outcome = await validate(root, ['staging'])
    undo()
    expect(outcome.exit).toBe(1)
    expect(textOf(outcome)).toContain(message)
  })

  test('several pods of a StatefulSet need a budget', async () => {
    set(environment('staging'), ['services', 'cache', 'replicas'], 3)
    const kustomization = 'base/services/cache/kustomization.yaml'
    writeFileSync(
      join(root, kustomization),
      file(kustomization).replace('  - pod-disruption-budget.yaml\n', ''),
    )
    git('rm', '--quiet', 'base/services/cache/pod-disruption-budget.yaml')
    const outcome = await validate(root, ['staging'])
    undo()
    expect(textOf(outcome)).toContain('No PodDisruptionBudget selects the pods of StatefulSet/cache')
  })

  test('a DaemonSet cannot be scaled', () => {
    execFileSync('cp', ['-r', 'base/services/cart/autoscaling', 'base/services/log-agent/autoscaling'], {
      cwd: root,
    })
    const { errors } = render(root, [])
    undo()
    expect(errors.join('\n')).toContain(
      "base/services/log-agent/autoscaling: can't be: A DaemonSet runs one pod on each node.",
    )
  })
})

test.each<[string, string, string, string]>([
  ['a policy', 'base/services/cart/network-policy.yaml', 'spec.ingress', 'No pod is selected by'],
  [
    'reachability',
    'base/services/cart/reachability.yaml',
    'connections',
    'base/services/cache is left out here',
  ],
])('%s that names a service which is left out is a finding', async (what, path, _, message) => {
  set(
    path,
    what === 'a policy' ? ['spec', 'ingress'] : ['connections'],
    what === 'a policy'
      ? [
          {
            from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cache' } } }],
            ports: [{ port: 7070 }],
          },
        ]
      : { cart: ['cache:6379'] },
  )
  const outcome = await validate(root, ['minikube'])
  undo()
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toContain(message)
})

test('diff names the restarts of every kind, and what a service that is left out takes with it', async () => {
  for (const path of ['cache/stateful-set.yaml', 'log-agent/daemon-set.yaml'])
    set(`base/services/${path}`, ['spec', 'template', 'metadata', 'annotations'], { note: 'again' })
  set(environment('staging'), ['services', 'cart'], { enabled: false })
  set('environments/staging/release.yaml', ['services', 'cart'], undefined)
  const outcome = await diff(root, {})
  undo()
  const [staging] = (outcome.json as Any).environments.filter((each: Any) => each.name === 'staging')
  expect(staging.restarts).toEqual(['DaemonSet/log-agent', 'StatefulSet/cache'])
  expect(staging.removed.map(({ id }: Any) => id)).toEqual(
    ['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount'].map(
      (kind) => `${kind}/cart`,
    ),
  )
  expect(textOf(outcome)).toContain('over budget staging: 5 resources are removed')
  expect(outcome.exit).toBe(1)
})

test('the report has every kind', async () => {
  const output = join(temporaryFolder(), 'report.html')
  expect(await report(root, { output })).toMatchObject({ exit: 0 })
  const page = readFileSync(output, 'utf8')
  for (const text of ['one per node', 'on schedule: 0 * * * *', 'cache']) expect(page).toContain(text)
})

describe('releases', () => {
  const build = (tag: string) => ({ tag, digest: `sha256:${tag.replaceAll('.', '').padEnd(64, '0')}` })
  const image = (service: string, { tag, digest }: { tag: string; digest: string }) =>
    `${service}=${tag}@${digest}`

  test('bump, promote and rollback of a service of another kind', async () => {
    const [one, two] = [build('1.0.0'), build('2.0.0')]
    for (const each of [one, two])
      expect(await bump(root, { environment: 'staging', image: [image('log-agent', each)] })).toMatchObject({
        exit: 0,
      })
    expect(await promote(root, { from: 'staging', to: 'production', service: ['log-agent'] })).toMatchObject({
      exit: 0,
    })
    expect(
      (await built('production'))('DaemonSet', 'log-agent').spec.template.spec.containers[0].image,
    ).toMatch(`/log-agent:2.0.0@${two.digest}`)
    const back = await rollback(root, 'staging', { reason: 'It lost log lines', service: ['log-agent'] })
    expect(back, textOf(back)).toMatchObject({ exit: 0 })
    expect((await built('staging'))('DaemonSet', 'log-agent').spec.template.spec.containers[0].image).toMatch(
      /\/log-agent:1\.0\.0@/,
    )
    undo()
  })

  test('what an environment leaves out is neither bumped nor promoted', async () => {
    set(environment('production'), ['services', 'cart'], { enabled: false })
    set('environments/production/release.yaml', ['services', 'cart'], undefined)
    expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
    git('commit', '--quiet', '--all', '--message', 'production without cart')
    const all = Object.keys(parse(file('environments/staging/release.yaml')).services)
    const images = all.map((service) => image(service, build('1.0.0')))
    expect(await bump(root, { environment: 'staging', image: images })).toMatchObject({ exit: 0 })
    const promoted = await promote(root, { from: 'staging', to: 'production' })
    expect(promoted, textOf(promoted)).toMatchObject({ exit: 0 })
    expect(textOf(promoted)).toContain("cart doesn't run in production")
    expect(parse(file('environments/production/release.yaml')).services).not.toHaveProperty('cart')
    const offered = await bump(root, { environment: 'production', image: [image('cart', build('3.0.0'))] })
    expect(offered).toMatchObject({ exit: 0 })
    expect(textOf(offered)).toContain("cart doesn't run in production")
    expect(await validate(root, [])).toMatchObject({ exit: 0, errors: [] })
    undo()
  })

  test('a third-party image is changed in base', async () => {
    const outcome = await bump(root, { environment: 'staging', image: [image('cache', build('9.0.0'))] })
    expect(outcome.exit).toBe(1)
    expect(textOf(outcome)).toContain(
      'base/services/cache runs a third-party image; change its version there.',
    )
  })
})

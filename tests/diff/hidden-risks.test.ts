import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { Diff, EnvironmentSides, Side } from '../../render/diff/model.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { from } from './cases/manifests.ts'
import { reached } from './cases/reached.ts'
import { resources } from './cases/resources.ts'
import { reach } from './change.ts'
import { application, elsewhere, resource, side, workload } from './resources.ts'

// Sentences of risks quote names, addresses and paths. Every change that leads to a risk is made here with a secret in
// each place of its manifests in turn, and nothing that is said of it may hold the secret.

const change = (before: Side | undefined, after?: Side, base = false): EnvironmentSides => ({
  name: 'dev',
  ...(before && { before }),
  ...(after && { after }),
  causes: { own: true, base },
})

const policy = (...peers: string[]): Resource =>
  resource('NetworkPolicy', 'p', {
    spec: {
      ingress: peers.map((peer) => ({
        from: [{ podSelector: { matchLabels: { app: peer } } }],
        ports: [{ port: 80 }],
      })),
    },
  })
const bare = (spec: object = {}): Side => ({
  ...side([]),
  resources: [resource('Application', 'todo-dev', { spec: { destination: { namespace: 'todo' }, ...spec } })],
})
const api = workload('Deployment', 'api')
const HELD = { holds: { api: { reason: 'Orders were lost', whole: false } } }
const needy = workload('Deployment', 'api', {
  pod: { volumes: [{ name: 's', secret: { secretName: 's' } }] },
})
const here = elsewhere('here', [api])
const there = elsewhere('there', [api])
const renamed = (each: EnvironmentSides, name: string): EnvironmentSides => ({ ...each, name })
const synced = (automated?: object): Side => ({
  ...side([]),
  resources: [application({ ...(automated ? { syncPolicy: { automated } } : { syncPolicy: {} }) })],
})

/** Whole environments, as far as resources don't tell. */
const WHOLE: readonly (readonly EnvironmentSides[])[] = [
  [change(undefined, side([needy], { deletionBudget: 2 }))],
  [change(side([api]))],
  [change(bare())],
  [change(bare(), side([]))],
  [change(side([]), bare())],
  [change(synced(), synced({ prune: true, selfHeal: true }))],
  [change(synced({ prune: true, selfHeal: true }), synced())],
  [change({ ...synced(), resources: [...synced().resources, api] }, synced())],
  [change(here, there)],
  [change(here, { ...here, cluster: 'other' })],
  [change(here, there), renamed(change(there, here), 'other')],
  [change(undefined, here), renamed(change(here), 'other')],
  [change(side([]), side([api], { revision: 'v1' }))],
  [change(side([], { revision: 'v1' }), side([api], { revision: 'v1' }))],
  [change(side([]), side([api], { deletionBudget: 1 }))],
  [change(side([], { deletionBudget: 1 }), side([api]))],
  [change(side([]), side([api]), true), renamed(change(side([]), side([api]), true), 'other')],
  [change(side([policy('a')]), side([policy('b')]))],
  [change(side([from('r/api:1.0.0')], HELD), side([from('r/api:2.0.0')], HELD))],
]

const ALL: readonly (readonly EnvironmentSides[])[] = [
  ...WHOLE,
  ...[...resources, ...reached].map(([, before, after]) => [change(side(before), side(after))]),
]

const SECRETS = [
  'postgres://todo:HUSH@db/todo',
  'https://todo:HUSH@registry/api:1.0.0',
  'PGPASSWORD=HUSH',
  '-----BEGIN PRIVATE KEY-----\nHUSH\n-----END PRIVATE KEY-----',
  'ghp_HUSHHUSHHUSHHUSHHUSH',
]

/** Every place that holds a text: what it is replaced in, once for each. */
function withSecrets<T>(value: T, secret: string): T[] {
  if (typeof value === 'string') return [secret as T]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    STRUCTURE.includes(key)
      ? []
      : withSecrets(each, secret).map((other) =>
          Array.isArray(value) ? (value.with(Number(key), other) as T) : ({ ...value, [key]: other } as T),
        ),
  )
}

const mutants = (all: readonly EnvironmentSides[], secret: string): EnvironmentSides[][] =>
  all.flatMap((sides, index) =>
    (['before', 'after'] as const).flatMap((when) =>
      withSecrets(sides[when], secret).map((side) =>
        all.with(index, { ...sides, ...(side && { [when]: side }) }),
      ),
    ),
  )

/** What makes a manifest what it is: with a secret there it would be another change, or none. */
const STRUCTURE = ['kind', 'apiVersion']

const said = ({ risks, environments }: Diff): string =>
  [...risks, ...environments.flatMap((each) => each.risks)]
    .flatMap(({ message, steps = [] }) => [message, ...steps])
    .join('\n')

test.each(SECRETS)('no risk tells a secret like %j', (secret) => {
  const texts = ALL.flatMap((sides) => mutants(sides, secret)).map((sides) => said(diff(sides, { reach })))
  expect(texts.filter((text) => text.includes('HUSH'))).toEqual([])
  // Those that quote the place say that something is hidden.
  expect(texts.filter((text) => text.includes('(hidden)')).length).toBeGreaterThan(20)
})

test('no risk tells a part of an address that holds a secret', () => {
  const runs = (image: string): Side => side([workload('Deployment', 'api', { container: { image } })])
  const said = (before: string, after: string) => JSON.stringify(diff([change(runs(before), runs(after))]))
  expect(said('https://todo:HUSH@a', 'https://todo:HUSH@b')).not.toContain('HUSH')
  expect(said('https://todo:9.8.7@a', 'https://todo:1.2.3@a')).not.toMatch(/9\.8\.7|1\.2\.3/)
})

test('every risk that there is has been tried', () => {
  const folder = new URL('../../render/diff/risks/', import.meta.url)
  const known = readdirSync(folder).flatMap((file) =>
    [
      ...readFileSync(new URL(file, folder), 'utf8').matchAll(/\bid: '([a-z-]+)'|^ +'(network-[a-z]+)',$/gm),
    ].map(([, id, other]) => id ?? other),
  )
  const tried = ALL.flatMap((sides) => {
    const { risks, environments } = diff(sides, { reach })
    return [...risks, ...environments.flatMap((each) => each.risks)].map(({ id }) => id)
  })
  const switches = ['retain', 'automated-sync', 'prune', 'self-heal']
  const expected = known.flatMap((id = '') => (switches.includes(id) ? [`${id}-on`, `${id}-off`] : [id]))
  expect(expected.length).toBeGreaterThan(40)
  expect(expected.filter((id) => !tried.includes(id))).toEqual([])
})

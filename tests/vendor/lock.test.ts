import { expect, test } from 'vitest'
import { digestOf, type Edit, handEdits, lockText, readLock } from '../../render/vendor/lock.ts'
import { headerOf } from '../../render/vendor/split.ts'

const SOURCE = 'chart: {name: cache}\n'
const DEPLOYMENT = `${headerOf('cache')}kind: Deployment\n`
const CRD = `${headerOf('cache')}kind: CustomResourceDefinition\n`
const PATHS = {
  source: 'base/vendor/cache/source.yaml',
  lock: 'base/vendor/cache/source.lock.yaml',
  deployment: 'base/vendor/cache/deployment-cache.yaml',
  crd: 'base/crds/caches.yaml',
}
const LOCK = {
  source: digestOf(SOURCE),
  fetched: { chart: 'https://charts.example.com/cache', version: '1.10', digest: digestOf('') },
  renderedWith: 'helm 4.2.3',
  kubernetes: '1.36',
  files: { [PATHS.deployment]: digestOf(DEPLOYMENT), [PATHS.crd]: digestOf(CRD) },
}

test('a lock reads as it was written', () => {
  expect(readLock(lockText('cache', LOCK))).toEqual(LOCK)
  for (const text of ['', 'a: [', '- 1', 'source: 1']) expect(readLock(text)).toBeUndefined()
})

type Change = Readonly<Record<string, string | undefined>>

test.each<[string, Change, readonly Edit[]]>([
  ['nothing', {}, []],
  ['a file', { [PATHS.deployment]: `${DEPLOYMENT}x` }, [{ finding: 'changed', path: PATHS.deployment }]],
  ['its header', { [PATHS.deployment]: 'kind: x' }, [{ finding: 'changed', path: PATHS.deployment }]],
  ['a file away', { [PATHS.deployment]: undefined }, [{ finding: 'missing', path: PATHS.deployment }]],
  ['a definition', { [PATHS.crd]: `${CRD}x` }, [{ finding: 'changed', path: PATHS.crd }]],
  ['a definition away', { [PATHS.crd]: undefined }, [{ finding: 'missing', path: PATHS.crd }]],
  [
    'a file that is of nobody',
    { 'base/vendor/cache/extra.yaml': 'kind: X' },
    [{ finding: 'unmanaged', path: 'base/vendor/cache/extra.yaml' }],
  ],
  [
    'a file that vendor wrote earlier',
    { 'base/crds/old.yaml': CRD },
    [{ finding: 'stale', path: 'base/crds/old.yaml' }],
  ],
  ['the source', { [PATHS.source]: `${SOURCE}\n` }, [{ finding: 'stale', path: PATHS.lock }]],
  ['the source away', { [PATHS.source]: undefined }, [{ finding: 'missing', path: PATHS.source }]],
  [
    'the lock away',
    { [PATHS.lock]: undefined, [PATHS.crd]: undefined, [PATHS.deployment]: undefined },
    [{ finding: 'missing', path: PATHS.lock }],
  ],
  [
    'the folder away',
    { [PATHS.source]: undefined, [PATHS.lock]: undefined, [PATHS.deployment]: undefined },
    [{ finding: 'stale', path: PATHS.crd }],
  ],
  ['a definition of someone else', { 'base/crds/other.yaml': 'kind: X' }, []],
])('changed by hand: %s', (_, change, edits) => {
  const files = { [PATHS.source]: SOURCE, [PATHS.lock]: lockText('cache', LOCK) }
  const all = { ...files, [PATHS.deployment]: DEPLOYMENT, [PATHS.crd]: CRD, ...change }
  const there = Object.entries(all).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  )
  expect(handEdits(new Map(there), '1.36')).toEqual(edits)
})

test('another version of the clusters makes a lock stale, unless the source names its own', () => {
  const files = (source: string) =>
    new Map([
      [PATHS.source, source],
      [PATHS.lock, lockText('cache', { ...LOCK, source: digestOf(source), files: {} })],
    ])
  expect(handEdits(files(SOURCE), '1.37')).toEqual([{ finding: 'stale', path: PATHS.lock }])
  expect(handEdits(files(`${SOURCE}kubernetes: "1.36"\n`), '1.37')).toEqual([])
  expect(handEdits(files(SOURCE), undefined)).toEqual([])
})

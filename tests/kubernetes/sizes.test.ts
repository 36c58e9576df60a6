import { describe, expect, test } from 'vitest'
import { manifestValidator } from '../../render/kubernetes/schema/validator.ts'
import { good } from './schema-good.ts'
import { schemasOf } from './schemas-of.ts'

const validate = manifestValidator(schemasOf('1.36'))
const MIB = 1024 * 1024
const map = (fields: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'files' },
  ...fields,
})
const said = (manifest: { apiVersion: string; kind: string }): string[] =>
  validate(manifest).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('an object that is too large', () => {
  test.each([
    [
      'one value',
      map({ data: { a: 'x'.repeat(MIB + 1) } }),
      'data.a: The data of the ConfigMap is 1048577 bytes: ',
    ],
    [
      'values together',
      map({ data: { a: 'x'.repeat(MIB / 2), b: 'x'.repeat(MIB / 2 + 1) } }),
      'data.b: The data of the ConfigMap is 1048577 bytes, 524289 of them in b: ',
    ],
    ['letters of two bytes', map({ data: { a: 'ä'.repeat(MIB / 2 + 1) } }), 'is 1048578 bytes'],
    [
      'binary data',
      map({ binaryData: { a: Buffer.alloc(MIB + 1).toString('base64') } }),
      'binaryData.a: The data of the ConfigMap is 1048577 bytes',
    ],
    [
      'a Secret',
      { ...map({ data: { a: Buffer.alloc(MIB + 1).toString('base64') } }), kind: 'Secret' },
      'data.a: The data of the Secret is 1048577 bytes',
    ],
    [
      'annotations',
      map({ metadata: { name: 'files', annotations: { a: 'x'.repeat(MIB / 4) } } }),
      'metadata.annotations: The annotations are 262145 bytes: at most 262144 bytes (256 KiB) are allowed.',
    ],
    [
      'the whole of another kind',
      {
        ...good('PrometheusRule'),
        metadata: { name: 'x', labels: {} },
        spec: { groups: [{ name: 'x'.repeat(1.5 * MIB) }] },
      },
      ': etcd stores at most 1572864 bytes (1.5 MiB).',
    ],
  ])('%s', (_, manifest, message) => {
    expect(said(manifest)).toEqual([expect.stringContaining(message)])
  })

  test('annotations of pods', () => {
    const deployment = structuredClone(good('Deployment')) as unknown as {
      apiVersion: string
      kind: string
      spec: { template: { metadata: { annotations?: object } } }
    }
    deployment.spec.template.metadata.annotations = { a: 'x'.repeat(MIB / 4) }
    expect(said(deployment)).toEqual([expect.stringContaining('spec.template.metadata.annotations: ')])
  })
})

test.each([
  ['exactly 1 MiB', map({ data: { a: 'x'.repeat(MIB) } })],
  ['1 MiB that base64 makes larger', map({ binaryData: { a: Buffer.alloc(MIB).toString('base64') } })],
  ['long keys, which do not count', map({ data: { [`a${'x'.repeat(200)}`]: 'x'.repeat(MIB) } })],
  [
    'annotations of 256 KiB',
    map({ metadata: { name: 'files', annotations: { a: 'x'.repeat(MIB / 4 - 1) } } }),
  ],
])('%s is not too large', (_, manifest) => expect(said(manifest)).toEqual([]))

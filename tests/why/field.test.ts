import { expect, test } from 'vitest'
import { fieldSteps, pathsOf } from '../../render/why/field.ts'

const resource = {
  kind: 'Deployment',
  metadata: { annotations: { 'example.com/a': '1' } },
  data: { 'app.conf': 'x' },
  spec: {
    containers: [
      { name: 'web', image: 'a' },
      { name: 'side', image: 'b' },
    ],
  },
}
const image = ['spec', 'containers', 0, 'image']

test.each([
  ['spec.containers[0].image', [image]],
  ['{.spec.containers[0].image}', [image]],
  ['$.spec.containers[0].image', [image]],
  ['.spec.containers[?(@.name=="web")].image', [image]],
  ['spec.containers[web].image', [image]],
  ['/spec/containers/0/image', [image]],
  ['deployment.spec.containers.image', [image, ['spec', 'containers', 1, 'image']]],
  ['spec.containers[*].image', [image, ['spec', 'containers', 1, 'image']]],
  ['metadata.annotations.example\\.com/a', [['metadata', 'annotations', 'example.com/a']]],
  ["metadata.annotations['example.com/a']", [['metadata', 'annotations', 'example.com/a']]],
  ['metadata.annotations.example.com/a', [['metadata', 'annotations', 'example.com/a']]],
  ['data.app.conf', [['data', 'app.conf']]],
  ['spec.containers[7].image', []],
  ['spec.nothing', []],
])('%s', (field, paths) => {
  expect(pathsOf(resource, fieldSteps(field, 'Deployment') ?? [])).toEqual(paths)
})

test.each(['spec[', '', 'a..b', '{.spec[?(@.x)]}'])('%j is no field', (field) => {
  expect(fieldSteps(field, 'Deployment')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { EnvironmentSides, Side } from '../../render/diff/model.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { elsewhere, workload } from './resources.ts'

const named = (name: string, before?: Side, after?: Side): EnvironmentSides => ({
  name,
  ...(before && { before }),
  ...(after && { after }),
  causes: { own: true, base: false },
})
const here = elsewhere('a', [workload('Deployment', 'api')])
const there = elsewhere('b', [workload('Deployment', 'api')])
const kept = {
  ...here,
  resources: here.resources.map((each) => (each.kind === 'Application' ? unfinalized(each) : each)),
}

function unfinalized(each: Resource): Resource {
  const { name, namespace = '' } = each.metadata
  return { ...each, metadata: { name, namespace } }
}

test.each<[string, EnvironmentSides[], RegExp[]]>([
  ['moves to a free name', [named('x', here, there)], []],
  [
    'swaps with another',
    [named('x', here, there), named('y', there, here)],
    [/x takes it over, .* works on the data of y/, /y takes it over/],
  ],
  [
    'comes to where another leaves',
    [named('x', undefined, here), named('y', here, there)],
    [/x goes to namespace a, which y leaves .* x takes it over/],
  ],
  [
    'comes to where another is removed',
    [named('x', undefined, here), named('y', here)],
    [/what y had there is being removed/],
  ],
  ['comes to where another is let go', [named('x', undefined, here), named('y', kept)], [/x takes it over/]],
  [
    'comes to where another stays, of the same name in another cluster',
    [named('x', undefined, here), named('y', { ...here, cluster: 'other' }, { ...there, cluster: 'other' })],
    [],
  ],
])('an environment %s', (_, sides, expected) => {
  const { risks } = diff(sides)
  expect(risks.map(({ id, severity }) => `${severity} ${id}`)).toEqual(
    expected.map(() => 'high namespace-taken'),
  )
  for (const [index, text] of expected.entries()) expect(risks[index]?.message).toMatch(text)
})

import { expect, test } from 'vitest'
import type { EnvironmentReport } from '../../render/report/data.ts'
import { topologiesOf } from '../../render/report/reach/topology.ts'
import type { Edge } from '../../render/verify/reach/reach.ts'
import { threeSubjects } from './environments.ts'
import { reportFor } from './samples.ts'

const edge = (from: string, to: string, port = '80', protocol: Edge['protocol'] = 'TCP'): Edge => ({
  from,
  to,
  port,
  protocol,
})
const [, built] = await threeSubjects()
const staging = reportFor(built)
const having = (edges: readonly Edge[]): EnvironmentReport => ({ ...staging, edges })

test('as built: the services in their order, DNS said and not drawn, addresses as one', () => {
  const [topology] = topologiesOf([staging])
  const links = topology?.links.map(({ from, to, port }) => `${from} > ${to} ${port}`)
  expect(links).toContain('frontend > backend TCP 8000')
  expect(links).toContain('ai-agent > 22 address ranges TCP 443')
  expect(links).toContain('backend > 1 address range TCP 5432')
  expect(links?.join()).not.toContain('kube-dns')
  expect(new Set(topology?.shared.map(({ to }) => to))).toEqual(
    new Set(['namespace kube-system, pods k8s-app=kube-dns']),
  )
  expect(topology?.nodes.filter(({ outside }) => !outside).map(({ name }) => name)).toEqual([
    'ai-agent',
    'backend',
    'frontend',
    'mcp-server',
    'migration',
    'smoke-test',
  ])
})

test('environments that differ by addresses only share a picture, which knows the addresses of each', () => {
  const [topology, ...others] = topologiesOf([
    having([edge('backend', '192.0.2.0/24')]),
    having([edge('backend', '198.51.100.0/24')]),
  ])
  expect(others).toEqual([])
  expect(topology?.environments).toEqual([0, 1])
  expect(topology?.nodes.find(({ name }) => name === '1 address range')?.ranges).toEqual(
    new Map([
      [0, ['192.0.2.0/24']],
      [1, ['198.51.100.0/24']],
    ]),
  )
})

test('the order of edges makes no difference, another edge does', () => {
  const edges = [edge('frontend', 'backend'), edge('backend', 'ai-agent')]
  const pictures = topologiesOf([
    having(edges),
    having([edge('frontend', 'backend')]),
    having(edges.toReversed()),
  ])
  expect(pictures.map(({ environments }) => environments)).toEqual([[0, 2], [1]])
})

test.each([
  [
    'ranges for different pods stay apart',
    [edge('backend', '192.0.2.0/24'), edge('frontend', '203.0.113.0/24')],
    ['1 address range', '1 address range (2)'],
  ],
  [
    'ranges on different ports stay apart',
    [edge('backend', '192.0.2.0/24'), edge('backend', '203.0.113.0/24', '443')],
    ['1 address range', '1 address range (2)'],
  ],
  [
    'all of both families is any address',
    [edge('0.0.0.0/0', 'frontend'), edge('::/0', 'frontend')],
    ['any address'],
  ],
  [
    'a range with exceptions is a range',
    [edge('backend', '0.0.0.0/0 except 10.0.0.0/8')],
    ['1 address range'],
  ],
])('%s', (_, edges, expected) => {
  const outside = topologiesOf([having(edges)])[0]?.nodes.filter(({ ranges }) => ranges.size > 0)
  expect(outside?.map(({ name }) => name)).toEqual(expected)
})

test.each<[string, Edge['protocol'], string]>([
  ['8000', 'TCP', 'TCP 8000'],
  ['*', 'UDP', 'every UDP port'],
  ['*', 'any', 'every port'],
])('port %s of %s is %s', (port, protocol, expected) => {
  expect(topologiesOf([having([edge('frontend', 'backend', port, protocol)])])[0]?.links[0]?.port).toBe(
    expected,
  )
})

import { expect, test } from 'vitest'
import { reachFiles } from '../../../render/verify/reach/files.ts'
import { workloadsOf } from '../../../render/verify/reach/parties.ts'
import { outsiderName } from '../../../render/verify/reach/peers.ts'
import { portText } from '../../../render/verify/reach/ports.ts'
import { type Written, writtenFor } from '../../../render/verify/reach/written.ts'

const WORKLOADS = workloadsOf(
  ['api', 'web'].map((name) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
  })),
)
const ENVIRONMENT = { components: { 'external-database': { addresses: ['198.51.100.0/24'], port: 6543 } } }
const API = 'base/services/api/reachability.yaml'
const DATABASE = 'base/components/database/reachability.yaml'

const read = (files: Readonly<Record<string, string>>, components: readonly string[] = []): Written =>
  writtenFor(
    reachFiles(new Map(Object.entries(files))),
    ENVIRONMENT,
    { components, services: ['api', 'web'], leftOut: ['cache'] },
    WORKLOADS,
  )

const lines = ({ connections }: Written): string[] =>
  connections.map(
    ({ from, to, ports }) =>
      `${from.name} > ${to.name}:${portText(ports)}/${ports.protocol} (${to.parties.map(outsiderName).join(' ')})`,
  )

const flaws = ({ flaws }: Written): string[] =>
  flaws.map(({ file, path, message }) => `${file} ${path.join('.')}: ${message}`)

test('a name, a port, a range, another protocol', () => {
  const text = 'connections:\n  api: [web:80, web:80-90, web:53/UDP]\n'
  const here = '(web)'
  expect(lines(read({ [API]: text }))).toEqual([
    `api > web:80/TCP ${here}`,
    `api > web:80-90/TCP ${here}`,
    `api > web:53/UDP ${here}`,
  ])
})

test('every pod', () => {
  const [connection] = read({ [API]: 'connections:\n  every-pod: [web:80]\n' }).connections
  expect(connection?.from.parties.map(({ name }) => name)).toEqual(['api', 'web'])
})

const peers = (definition: string) => `peers:\n  database: ${definition}\nconnections:\n  api: [database]\n`

test.each<[string, string, string]>([
  ['a workload', '{ workload: web, port: 5432 }', 'database:5432/TCP (web)'],
  ['a namespace', '{ namespace: db, port: 5432 }', 'database:5432/TCP (namespace db)'],
  [
    'pods of a namespace',
    '{ namespace: db, pods: { app: pg }, port: 5432 }',
    'database:5432/TCP (namespace db, pods app=pg)',
  ],
  [
    'addresses',
    '{ addresses: [10.0.0.0/8, "fd00::/8"], port: 5432 }',
    'database:5432/TCP (10.0.0.0/8 fd00::/8)',
  ],
  [
    'what the environment says',
    '{ addresses: { environment: components.external-database.addresses }, port: { environment: components.external-database.port, default: 5432 } }',
    'database:6543/TCP (198.51.100.0/24)',
  ],
  [
    'what stands in for it',
    '{ addresses: { environment: nowhere, default: [192.0.2.0/24] }, port: { environment: database.port, default: 5432 } }',
    'database:5432/TCP (192.0.2.0/24)',
  ],
])('a peer by %s', (_, definition, expected) => {
  expect(lines(read({ [API]: peers(definition) }))).toEqual([`api > ${expected}`])
})

test('a component that is off brings no connection, and its names are known', () => {
  const files = {
    [API]: 'connections:\n  api: [database]\n',
    [DATABASE]: 'peers:\n  database: { workload: web, port: 1 }\n',
  }
  expect(read(files)).toEqual({ connections: [], external: [], flaws: [] })
  expect(lines(read(files, ['database']))).toEqual(['api > database:1/TCP (web)'])
})

test.each<[string, string, string]>([
  [
    'no workload of that name',
    'connections:\n  api: [wep:80]\n',
    'connections.api.0: Workload or peer "wep" not found. Did you mean "web"?',
  ],
  [
    'no caller of that name',
    'connections:\n  apis: [web:80]\n',
    'connections.apis: Workload or peer "apis" not found. Did you mean "api"?',
  ],
  ['no port', 'connections:\n  api: [web]\n', 'connections.api.0: "web" needs a port, as web:8000.'],
  [
    'no such port',
    'connections:\n  api: [web:70000]\n',
    'connections.api.0: "web:70000" names no port between 1 and 65535.',
  ],
  [
    'a range from its end',
    'connections:\n  api: [web:90-80]\n',
    'connections.api.0: "web:90-80" names no port between 1 and 65535.',
  ],
  [
    'none of our services',
    'peers: { x: { namespace: x }, y: { namespace: y } }\nconnections: { x: [y:80] }\n',
    'connections.x.0: Neither "x" nor "y" is a workload: nothing here decides over that.',
  ],
  ['a list of peers', 'peers: [x]\n', 'peers: Expected peers by their names.'],
  [
    'a name instead of a port',
    'connections:\n  api: [web:http]\n',
    'connections.api.0: "web:http" is not NAME, NAME:PORT, NAME:FIRST-LAST or NAME:PORT/UDP.',
  ],
  [
    'a map instead of a name',
    'connections:\n  api: [{ web: 80 }]\n',
    'connections.api.0: "[object Object]" is not NAME, NAME:PORT, NAME:FIRST-LAST or NAME:PORT/UDP.',
  ],
  [
    'a name instead of a list',
    'connections:\n  api: web:80\n',
    'connections.api: Expected a list, as [web:8000].',
  ],
  [
    'a misspelt key',
    'conections:\n  api: [web:80]\n',
    'conections: There is no "conections" here. Did you mean "connections"?',
  ],
  ['a list instead of a map', '- api\n', ': Expected peers and connections.'],
  [
    'a peer that is a workload',
    'peers:\n  web: { namespace: web }\n',
    'peers.web: "web" is the name of something else already.',
  ],
  [
    'a peer that matches nothing',
    'peers:\n  x: { port: 1 }\n',
    'peers.x: Expected addresses, a namespace or a workload.',
  ],
  [
    'a peer with a misspelt key',
    'peers:\n  x: { namspace: y }\n',
    'peers.x: A peer has no "namspace". Did you mean "namespace"?',
  ],
  [
    'an address instead of a range',
    'peers:\n  x: { addresses: [10.0.0.1] }\n',
    'peers.x: "10.0.0.1" is not an address range, as 10.0.0.0/8.',
  ],
  [
    'no addresses',
    'peers:\n  x: { addresses: [] }\n',
    'peers.x: Expected a list of address ranges, as [10.0.0.0/8].',
  ],
  [
    'labels that are none',
    'peers:\n  x: { namespace: y, pods: { a: 1 } }\n',
    'peers.x: Expected labels of pods as strings.',
  ],
  [
    'a port that is none',
    'peers:\n  x: { namespace: y, port: http }\n',
    'peers.x: Expected a number as the port.',
  ],
  [
    'a workload that is none',
    'peers:\n  x: { workload: wep }\n',
    'peers.x: Workload "wep" not found. Did you mean "web"?',
  ],
  [
    'no YAML',
    'connections: [\n',
    ': is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
  ],
])('%s', (_, text, expected) => {
  expect(flaws(read({ [API]: text }))).toEqual([`${API} ${expected}`])
})

test('a file that no environment reads', () => {
  expect(
    flaws(
      read({ 'base/reachability.yaml': 'connections: {}\n', 'base/services/api/jobs/reachability.yaml': '' }),
    ),
  ).toEqual([
    'base/reachability.yaml : No environment reads it: move it to base/platform, base/services/NAME or base/components/NAME.',
    'base/services/api/jobs/reachability.yaml : No environment reads it: move it to base/platform, base/services/NAME or base/components/NAME.',
  ])
})

test('an empty file says nothing', () => {
  expect(read({ [API]: '# nothing yet\n' })).toEqual({ connections: [], external: [], flaws: [] })
})

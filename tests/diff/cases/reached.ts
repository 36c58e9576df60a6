import { resource, workload } from '../resources.ts'
import {
  annotated,
  external,
  hook,
  ingress,
  job,
  marked,
  ports,
  type ResourceCase,
  route,
} from './manifests.ts'

/** What Argo CD no longer keeps, because it becomes a hook; and names and ports that answer no more. */
export const reached: readonly ResourceCase[] = [
  [
    'a StatefulSet becomes a hook',
    [workload('StatefulSet', 'db')],
    [marked(workload('StatefulSet', 'db'), { 'argocd.argoproj.io/hook': 'Sync' })],
    ['high becomes-hook StatefulSet/db'],
  ],
  [
    "a Secret becomes a hook of Helm's",
    [resource('Secret', 's')],
    [resource('Secret', 's', annotated({ 'helm.sh/hook': 'pre-install' }))],
    ['high becomes-hook Secret/s'],
  ],
  ['a Job becomes a hook', [job('a:1')], [job('a:1', hook())], ['medium becomes-hook Job/once']],
  ['a hook becomes a resource', [job('a:1', hook())], [job('a:1')], []],
  ['a hook is another one', [job('a:1', hook())], [job('a:1', hook('HookSucceeded'))], []],
  [
    'a resource is only skipped',
    [resource('Service', 's')],
    [resource('Service', 's', annotated({ 'argocd.argoproj.io/hook': 'Skip' }))],
    [],
  ],
  [
    'a definition comes before the rest',
    [resource('Service', 's')],
    [resource('Service', 's', annotated({ 'helm.sh/hook': 'crd-install' }))],
    [],
  ],
  ["a hook of Helm's goes", [resource('Service', 's', annotated({ 'helm.sh/hook': 'pre-install' }))], [], []],

  ['a host is another', [ingress('a.example')], [ingress('b.example')], ['medium host-changed Ingress/web']],
  [
    'a host goes',
    [ingress('a.example', 'b.example')],
    [ingress('b.example')],
    ['medium host-changed Ingress/web'],
  ],
  [
    'a host comes',
    [ingress('a.example')],
    [ingress('a.example', 'b.example')],
    ['note host-added Ingress/web'],
  ],
  ['every host is served', [ingress('a.example')], [ingress(undefined)], ['medium host-changed Ingress/web']],
  ['no host is named any more', [route('a.example')], [route()], ['medium host-changed HTTPRoute/web']],
  [
    'a host of a route is another',
    [route('a.example')],
    [route('b.example')],
    ['medium host-changed HTTPRoute/web'],
  ],
  ['hosts have another order', [route('a', 'b')], [route('b', 'a')], []],
  [
    'a host goes from one to another',
    [ingress('a.example'), route('b.example')],
    [ingress('c.example', 'b.example'), route('a.example')],
    ['note host-added Ingress/web'],
  ],

  [
    'secrets are read elsewhere in the vault',
    [external('todo/a/auth')],
    [external('todo/b/auth')],
    ['medium secret-source ExternalSecret/auth'],
  ],
  [
    'secrets are read from another vault',
    [external('todo/a/auth')],
    [external('todo/a/auth', 'other')],
    ['medium secret-source ExternalSecret/auth'],
  ],
  [
    'another entry of the vault is read too',
    [external('todo/a/auth')],
    [external('todo/a/auth', 'vault', [{ secretKey: 'k', remoteRef: { key: 'todo/b/auth' } }])],
    ['medium secret-source ExternalSecret/auth'],
  ],
  [
    'secrets come from a vault',
    [resource('Service', 's')],
    [resource('Service', 's'), external('todo/a/auth')],
    ['medium secret-source ExternalSecret/auth'],
  ],
  ['a vault is read as before', [external('todo/a/auth')], [external('todo/a/auth')], []],

  ['a port is another', [ports({ port: 80 })], [ports({ port: 81 })], ['medium service-port Service/web']],
  [
    'a port goes',
    [ports({ port: 80 }, { port: 81 })],
    [ports({ port: 80 })],
    ['medium service-port Service/web'],
  ],
  ['a port comes', [ports({ port: 80 })], [ports({ port: 80 }, { port: 81 })], []],
  [
    'a port speaks another protocol',
    [ports({ port: 53, protocol: 'UDP' })],
    [ports({ port: 53, protocol: 'TCP' })],
    ['medium service-port Service/web'],
  ],
  ['a port says what it did anyway', [ports({ port: 53 })], [ports({ port: 53, protocol: 'TCP' })], []],
  ['a port leads elsewhere', [ports({ port: 80, targetPort: 1 })], [ports({ port: 80, targetPort: 2 })], []],
  [
    'a node port is another',
    [ports({ port: 80, nodePort: 30080 })],
    [ports({ port: 80, nodePort: 30081 })],
    ['medium service-port Service/web'],
  ],
  [
    'a node port goes',
    [ports({ port: 80, nodePort: 30080 })],
    [ports({ port: 80 })],
    ['medium service-port Service/web'],
  ],
  ['a node port is chosen', [ports({ port: 80 })], [ports({ port: 80, nodePort: 30080 })], []],
]

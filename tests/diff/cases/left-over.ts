import type { Resource } from '../../../render/kubernetes/resource.ts'
import { resource, workload } from '../resources.ts'
import { marked, type ResourceCase } from './manifests.ts'

const rolling = { maxSurge: 1, maxUnavailable: 0 }
const deployment = (strategy?: object): Resource =>
  workload('Deployment', 'api', { ...(strategy && { strategy }) })
const set = (kind: string, updateStrategy?: object): Resource =>
  workload(kind, 'data', { ...(updateStrategy && { updateStrategy }) })
const service = (spec: object): Resource =>
  resource('Service', 'web', { spec: { ports: [{ port: 80 }], ...spec } })
const recreate = (option: string): Resource =>
  marked(deployment({ type: 'Recreate' }), { 'argocd.argoproj.io/sync-options': option })

/** Defaults of the API server that server-side apply leaves behind. */
export const leftOvers: readonly ResourceCase[] = [
  [
    'the default strategy becomes Recreate',
    [deployment()],
    [deployment({ type: 'Recreate' })],
    ['high default-left-over Deployment/api'],
  ],
  [
    'RollingUpdate without its numbers becomes Recreate',
    [deployment({ type: 'RollingUpdate' })],
    [deployment({ type: 'Recreate' })],
    ['high default-left-over Deployment/api'],
  ],
  [
    'an empty strategy becomes Recreate',
    [deployment({})],
    [deployment({ type: 'Recreate' })],
    ['high default-left-over Deployment/api'],
  ],
  ...[rolling, { maxSurge: 1 }, {}].map(
    (rollingUpdate): ResourceCase => [
      `${JSON.stringify(rollingUpdate)}, which git has named, becomes Recreate`,
      [deployment({ type: 'RollingUpdate', rollingUpdate })],
      [deployment({ type: 'Recreate' })],
      [],
    ],
  ),
  [
    'numbers without a type become Recreate',
    [deployment({ rollingUpdate: rolling })],
    [deployment({ type: 'Recreate' })],
    [],
  ],
  ['Recreate stays', [deployment({ type: 'Recreate' })], [deployment({ type: 'Recreate' })], []],
  ['Recreate becomes the default', [deployment({ type: 'Recreate' })], [deployment()], []],
  ['a new Deployment is Recreate', [], [deployment({ type: 'Recreate' })], []],
  ['the whole object is replaced', [deployment()], [recreate('Replace=true')], []],
  ['it is applied by the client', [deployment()], [recreate('ServerSideApply=false')], []],

  [
    'a StatefulSet becomes OnDelete',
    [set('StatefulSet')],
    [set('StatefulSet', { type: 'OnDelete' })],
    ['high default-left-over StatefulSet/data'],
  ],
  [
    'a StatefulSet whose partition git has named becomes OnDelete',
    [set('StatefulSet', { rollingUpdate: { partition: 0 } })],
    [set('StatefulSet', { type: 'OnDelete' })],
    [],
  ],
  ['a DaemonSet becomes OnDelete', [set('DaemonSet')], [set('DaemonSet', { type: 'OnDelete' })], []],

  ...[{}, { sessionAffinity: 'None' }].map(
    (spec): ResourceCase => [
      `session affinity becomes ${JSON.stringify(spec)}`,
      [service({ sessionAffinity: 'ClientIP' })],
      [service(spec)],
      ['high default-left-over Service/web'],
    ],
  ),
  [
    'session affinity whose time git has named goes',
    [service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } })],
    [service({})],
    [],
  ],
  ['session affinity comes', [service({})], [service({ sessionAffinity: 'ClientIP' })], []],
  [
    'a node port goes, which the API server drops by itself',
    [service({ type: 'NodePort' })],
    [service({})],
    ['medium service-type Service/web'],
  ],
]

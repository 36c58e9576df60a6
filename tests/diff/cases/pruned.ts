import type { Resource } from '../../../render/kubernetes/resource.ts'
import { resource, workload } from '../resources.ts'
import { marked, option, type ResourceCase } from './manifests.ts'

const [OLD, NEW] = ['settings-2456789bcd', 'settings-fghkmt2456']
const settings = (name: string, value: string, rest: object = {}): Resource =>
  resource('ConfigMap', name, { data: { KEEP_DAYS: value }, ...rest })

const reading = (kind: string, name: string, spec: object = {}): Resource =>
  workload(kind, 'job', { container: { envFrom: [{ configMapRef: { name } }] }, ...spec })
const cronJob = (name: string, spec: object = {}): Resource => {
  const { spec: jobSpec } = reading('Job', name)
  return resource('CronJob', 'job', {
    spec: { schedule: '30 2 * * *', ...spec, jobTemplate: { spec: jobSpec } },
  })
}

/** What a workload reads is made anew under another name, and it with it. */
const replaced = (of: (name: string) => Resource, rest: object = {}) =>
  [
    [settings(OLD, '14', rest), of(OLD)],
    [settings(NEW, '30', rest), of(NEW)],
  ] as const

const HOOK = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
}

const RISK = 'medium settings-pruned CronJob/job'

/** ConfigMaps and Secrets that go while pods that stay name them. */
export const prunedSettings: readonly ResourceCase[] = [
  ['the settings of a CronJob change', ...replaced(cronJob), [RISK]],
  [
    'the volume of a CronJob changes',
    ...replaced((name) => {
      const { spec } = workload('Job', 'job', { pod: { volumes: [{ name: 'c', configMap: { name } }] } })
      return resource('CronJob', 'job', { spec: { schedule: '@daily', jobTemplate: { spec } } })
    }),
    [RISK],
  ],
  [
    'a generated Secret of a CronJob changes',
    [resource('Secret', OLD, { data: { a: 'MQ==' } }), cronJob(OLD)],
    [resource('Secret', NEW, { data: { a: 'Mg==' } }), cronJob(NEW)],
    [RISK],
  ],
  [
    'a CronJob no longer reads settings, which go',
    [settings(OLD, '14'), cronJob(OLD)],
    [resource('CronJob', 'job', { spec: { schedule: '@daily', jobTemplate: workload('Job', 'job') } })],
    [RISK],
  ],
  [
    'a ConfigMap that is written by hand gets another name',
    [settings('one', '14'), cronJob('one')],
    [settings('two', '30'), cronJob('two')],
    [RISK],
  ],
  ['another CronJob reads them', ...replaced(() => cronJob('other')), []],
  ['a CronJob is suspended', ...replaced((name) => cronJob(name, { suspend: true })), []],
  ['the old settings are kept', ...replaced(cronJob, option('Prune=false')), []],
  [
    'a CronJob goes with its settings',
    [settings(OLD, '14'), cronJob(OLD)],
    [],
    ['medium removed CronJob/job'],
  ],
  ['a Deployment rolls out', ...replaced((name) => reading('Deployment', name)), []],
  ['the Job is a hook', ...replaced((name) => marked(reading('Job', name), HOOK)), []],
  [
    'pods are replaced by hand',
    ...replaced((name) => reading('StatefulSet', name, { updateStrategy: { type: 'OnDelete' } })),
    ['medium settings-pruned StatefulSet/job'],
  ],
  [
    'a Deployment is paused',
    ...replaced((name) => reading('Deployment', name, { paused: true })),
    ['medium settings-pruned Deployment/job'],
  ],
]

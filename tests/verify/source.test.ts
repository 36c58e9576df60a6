import { expect, test } from 'vitest'
import { parse } from '../../render/environment/parse.ts'
import { readDefinition } from '../../render/environment/sources.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { sourceOf } from '../../render/verify/source.ts'
import type { Finding } from '../../render/verify/verify.ts'
import { SYSTEM } from '../support/repository.ts'

// Where a finding sends its reader, over the base of a whole system.

const { base, sources } = readInputs(SYSTEM).inputs
const staging = sources.find(({ name }) => name === 'staging')
const definition = staging && readDefinition(staging, parse).definition

const found = (resource: string, path: Finding['path']): Finding => ({
  ...{ rule: 'any', severity: 'error', environment: 'staging', message: '', why: '', remediation: '' },
  ...{ resource, path },
})

const fileOf = (resource: string, path: Finding['path'], files = base): string | undefined => {
  if (!definition) throw new Error('staging is not what this test takes it for')
  return sourceOf(found(resource, path), definition, files, [])?.file
}

const WAVES = 'base/shared/sync-waves/kustomization.yaml'

test.each<[string, Finding['path'], string]>([
  ['Service/backend', ['spec', 'ports', 0], 'base/services/backend/service.yaml'],
  ['Service/backend', ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], WAVES],
  // A patch with a target must have a name and a kind, and they mean nothing.
  ['Service/backend', ['metadata', 'name'], 'base/services/backend/service.yaml'],
  ['Service/backend', ['kind'], 'base/services/backend/service.yaml'],
  ['Service/backend', ['apiVersion'], 'base/services/backend/service.yaml'],
  [
    'Deployment/backend',
    ['spec', 'template', 'spec', 'containers', 0, 'image'],
    'environments/staging/release.yaml',
  ],
])('%s %j is changed in %s', (resource, path, file) => expect(fileOf(resource, path)).toBe(file))

test('a target that only Go understands is passed over, not a crash', () => {
  const waves = base.get(WAVES) ?? ''
  expect(waves).toContain('kind: Deployment|StatefulSet|DaemonSet|CronJob|Service|PodDisruptionBudget')
  const files = new Map([
    ...base,
    [WAVES, waves.replace('kind: Deployment|', 'kind: (?i:deployment)(?P<a>x)?|(?i)')],
  ])
  const path = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']
  expect(fileOf('Service/backend', path, files)).toBe('base/services/backend/service.yaml')
})

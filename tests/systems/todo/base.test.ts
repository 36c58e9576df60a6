import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { KUSTOMIZE_VERSION } from '../../support/kustomize.ts'
import { ROOT } from '../../support/repository.ts'

test('every cluster runs the kustomize that these tests build with', () => {
  const { clusters } = parse(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8')) as {
    readonly clusters: Readonly<Record<string, { readonly argocd: { readonly kustomize: string } }>>
  }
  const versions = Object.values(clusters).map(({ argocd }) => argocd.kustomize)
  expect(new Set(versions)).toEqual(new Set([KUSTOMIZE_VERSION]))
})

test('every folder of a service has what a service needs', () => {
  for (const service of ['frontend', 'backend', 'mcp-server', 'ai-agent']) {
    for (const file of [
      'deployment',
      'service',
      'service-account',
      'pod-disruption-budget',
      'network-policy',
    ])
      expect(
        existsSync(join(ROOT, 'base/services', service, `${file}.yaml`)),
        `${service}/${file}.yaml`,
      ).toBe(true)
  }
})

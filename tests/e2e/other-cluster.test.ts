import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { ROOT } from '../support/root.ts'
import { registration } from './repository/other-cluster.ts'

test('the runbook shows the manifest and the commands that register a cluster', () => {
  const { manifest, commands } = registration(readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8'))
  const kinds = parseAllDocuments(manifest).map((each) => each.toJS().kind)
  expect(kinds).toEqual(['ServiceAccount', 'ClusterRoleBinding', 'Secret'])
  expect(commands).toContain('label secret cluster-CLUSTER argocd.argoproj.io/secret-type=cluster')
})

test('says so where the section is gone', () => {
  expect(() => registration('# Runbook\n')).toThrow('does not show how to register a cluster')
})

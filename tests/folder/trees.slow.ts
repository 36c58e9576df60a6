import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validateFolder } from '../../render/commands/folder/validate-folder.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { byCluster } from './trees/by-cluster.ts'
import { byLayer } from './trees/by-layer.ts'
import { byService } from './trees/by-service.ts'

/** Each tree, how many of its kustomizations no other one names, and how often the mistakes in it are found. */
const TREES = [
  ['by service', byService(), 120, { 'service-target-port': 24, 'image-tag': 15, schema: 3 }],
  ['by cluster', byCluster(), 6, { 'disruption-budget-selector': 6, 'scale-target': 6, schema: 6 }],
  [
    'by layer',
    byLayer(),
    311,
    { 'service-selector': 30, 'no-secret-data': 30, schema: 30, 'config-map-reference': 300 },
  ],
] as const

test.each(TREES)(
  'a tree %s is validated whole, and its mistakes are found',
  async (_, tree, roots, expected) => {
    const root = temporaryFolder()
    mkdirSync(join(root, '.git'))
    write(root, tree)
    const { exit, json } = await validateFolder({ path: root })
    expect(exit).toBe(1)
    expect(json).toMatchObject({ failures: [], problems: [], unknownKinds: [], unnamed: [] })
    expect(json['folders']).toHaveLength(roots)
    const findings = json['findings'] as { rule: string; file: string }[]
    const found = Object.keys(expected).map((rule) => [
      rule,
      findings.filter((each) => each.rule === rule).length,
    ])
    expect(Object.fromEntries(found)).toEqual(expected)
    // Each is told in a file that people wrote.
    expect(findings.filter(({ file }) => !Object.hasOwn(tree, file))).toEqual([])
  },
)

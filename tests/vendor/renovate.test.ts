import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { readSource } from '../../render/vendor/source.ts'
import { ROOT } from '../support/repository.ts'

// What docs/vendor.md shows for renovate.json, held against files that vendor reads.

interface Manager {
  readonly managerFilePatterns: readonly string[]
  readonly matchStrings: readonly string[]
  readonly datasourceTemplate: string
  readonly packageNameTemplate?: string
}

const document = readFileSync(join(ROOT, 'docs/vendor.md'), 'utf8')
const { customManagers } = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(document)?.[1] ?? '') as {
  customManagers: readonly Manager[]
}

const HEX = 'ab'.repeat(32)

/** What each manager finds in a text, by its data source. */
const foundIn = (text: string): object[] =>
  customManagers.flatMap(({ matchStrings, datasourceTemplate, packageNameTemplate }) =>
    matchStrings.flatMap((pattern) =>
      // As Renovate does: https://github.com/renovatebot/renovate/blob/main/lib/modules/manager/custom/regex/utils.ts
      [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups = {} }) => {
        const { path, ...found } = groups
        return {
          datasource: datasourceTemplate,
          ...found,
          ...(packageNameTemplate && { packageName: `${path}/${groups['depName']}` }),
        }
      }),
    ),
  )

test.each<[string, object]>([
  [
    `# ours\nchart:\n  repository: https://charts.example.com   # ours\n  name: redis\n  version: "1.4.0" # see its changelog\n  digest: sha256:${HEX}\nvalues: {}\n`,
    {
      datasource: 'helm',
      registryUrl: 'https://charts.example.com',
      depName: 'redis',
      currentValue: '1.4.0',
      currentDigest: HEX,
    },
  ],
  [
    `chart:\n  repository: oci://ghcr.io/acme/charts\n  name: redis\n  version: 1.4.0\n  digest: sha256:${HEX}\n`,
    {
      datasource: 'docker',
      packageName: 'ghcr.io/acme/charts/redis',
      depName: 'redis',
      currentValue: '1.4.0',
      currentDigest: `sha256:${HEX}`,
    },
  ],
  [
    `kustomize:\n  repository: https://github.com/acme/deploy.git\n  version: v1.4.0\n  commit: ${HEX.slice(0, 40)}\n  path: deploy\n`,
    {
      datasource: 'git-tags',
      packageName: 'https://github.com/acme/deploy.git',
      currentValue: 'v1.4.0',
      currentDigest: HEX.slice(0, 40),
    },
  ],
])('Renovate finds version and digest in %j', (text, expected) => {
  expect(readSource('cache', parseDocument(text).toJS()).problems).toEqual([])
  expect(foundIn(text)).toEqual([expected])
})

test('the pattern of files is that of every source.yaml', () => {
  for (const { managerFilePatterns } of customManagers)
    for (const pattern of managerFilePatterns) {
      const path = new RegExp(pattern.slice(1, -1))
      expect(path.test('base/vendor/cache/source.yaml')).toBe(true)
      expect(path.test('base/vendor/cache/source.lock.yaml')).toBe(false)
    }
})

import { expect, test } from 'vitest'
import { dependabotFor } from '../../render/scaffold/dependabot.ts'

const TEXT = `# Why it waits.
version: 2
updates:
  - package-ecosystem: npm
    directories: [/, /gone]
  # Of folders that are gone.
  - package-ecosystem: docker
    directories: [/gone/a, /gone/b]
    ignore:
      # Why not.
      - dependency-name: node
  - package-ecosystem: docker-compose
    directory: /gone
  - package-ecosystem: github-actions
    directory: /
    groups:
      actions:
        patterns: ["*"]
`

test('folders that are gone are left out, and updates that have no other', () => {
  expect(dependabotFor(TEXT, (folder) => folder === '/')).toBe(`# Why it waits.
version: 2
updates:
  - package-ecosystem: npm
    directories: [/]
  - package-ecosystem: github-actions
    directory: /
    groups:
      actions:
        patterns: ["*"]
`)
})

test('with every folder nothing changes', () => {
  expect(dependabotFor(TEXT, () => true)).toBe(TEXT)
})

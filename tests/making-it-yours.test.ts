import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { render } from '../render/commands/render.ts'
import { copyOfRepository, ROOT } from './support/repository.ts'

const FLEET = 'environments/fleet.yaml'
const RENDERED = /^(overlays|apps)\//

/** Its commands are for copying. */
const NAMING = 'docs/quickstart.md'

/** What an adopter changes: both lines of fleet.yaml. */
function ownersOf(root: string): { repository: string; registry: string } {
  const text = readFileSync(join(root, FLEET), 'utf8')
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1] as string
  return { repository: value('repository'), registry: value('registry') }
}

test('nothing else that people write names the repository or the registry', () => {
  const { repository, registry } = ownersOf(ROOT)
  const address = repository.replace(/^https:\/\//, '').replace(/\.git$/, '')
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
  const naming = tracked
    .filter((path) => path !== FLEET && !RENDERED.test(path) && path !== NAMING)
    .filter((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      return text.includes(address) || text.includes(registry)
    })
  expect(tracked.length).toBeGreaterThan(100)
  expect(naming).toEqual([])
})

test('another repository and registry in fleet.yaml are all it takes', async () => {
  const root = copyOfRepository()
  const { repository, registry } = ownersOf(root)
  const { readFileSync: read, writeFileSync, globSync } = await import('node:fs')
  const file = join(root, FLEET)
  writeFileSync(
    file,
    read(file, 'utf8')
      .replace(repository, 'git@git.example.org:team/todo.git')
      .replace(registry, 'registry.example.org:5000/todo'),
  )
  expect(render(root, []).exit).toBe(0)
  const texts = globSync('{overlays,apps}/**/*.yaml', { cwd: root }).map((path) =>
    read(join(root, path), 'utf8'),
  )
  expect(texts.length).toBeGreaterThan(10)
  expect(texts.join('\n')).toContain('newName: registry.example.org:5000/todo/backend')
  expect(texts.join('\n')).toContain('repoURL: git@git.example.org:team/todo.git')
  expect(texts.join('\n')).not.toContain(registry)
  expect(texts.join('\n')).not.toContain(repository)
})

import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { render } from '../render/commands/render.ts'
import { copyOfRepository } from './support/repository.ts'

test('another repository and registry in fleet.yaml are all it takes', () => {
  const root = copyOfRepository()
  const file = join(root, 'environments/fleet.yaml')
  const text = readFileSync(file, 'utf8')
  const { repository, registry } = parse(text)
  writeFileSync(
    file,
    text
      .replace(repository, 'git@git.example.org:team/todo.git')
      .replace(registry, 'registry.example.org:5000/todo'),
  )
  expect(render(root, []).exit).toBe(0)
  const texts = globSync('{overlays,apps}/**/*.yaml', { cwd: root }).map((path) =>
    readFileSync(join(root, path), 'utf8'),
  )
  expect(texts.length).toBeGreaterThan(10)
  expect(texts.join('\n')).toContain('newName: registry.example.org:5000/todo/backend')
  expect(texts.join('\n')).toContain('repoURL: git@git.example.org:team/todo.git')
  expect(texts.join('\n')).not.toContain(registry)
  expect(texts.join('\n')).not.toContain(repository)
})

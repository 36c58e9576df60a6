import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { check } from '../../render/commands/check.ts'
import { newEnvironment } from '../../render/commands/new-environment.ts'
import { render } from '../../render/commands/render.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, write } from '../support/repository.ts'

let root: string
beforeEach(() => {
  root = copyOfRepository()
  render(root, [])
})
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const definition = (name: string) => parse(read(`environments/${name}/environment.yaml`))

describe.each(['minikube', 'staging', 'production'])('like %s', (like) => {
  test('it validates, renders and builds', async () => {
    const outcome = newEnvironment(root, 'qa', like)
    expect(outcome).toMatchObject({ exit: 0, errors: [] })
    expect(check(root)).toMatchObject({ exit: 0 })
    const { manifests, warnings } = await kustomizeBuild(join(root, 'overlays/qa'))
    expect(warnings).toBe('')
    expect(manifests).toContain('namespace: todo-qa')
    expect(read('environments/qa/release.yaml')).toBe(read(`environments/${like}/release.yaml`))
  })
})

test('it has a namespace, host, node port and path of secrets of its own, and keeps comments', () => {
  newEnvironment(root, 'qa', 'minikube')
  newEnvironment(root, 'qa2', 'minikube')
  newEnvironment(root, 'eu', 'production')
  newEnvironment(root, 'preview', 'staging')
  expect(definition('qa')).toMatchObject({
    host: 'qa.todo.local',
    components: { 'node-port': { port: 30081 } },
  })
  expect(definition('qa').namespace).toBeUndefined()
  expect(definition('qa2')).toMatchObject({
    host: 'qa2.todo.local',
    components: { 'node-port': { port: 30082 } },
  })
  expect(definition('eu')).toMatchObject({
    host: 'eu.todo.example.com',
    components: { 'external-secrets': { path: 'todo/eu' } },
  })
  expect(definition('preview')).toMatchObject({ host: 'preview.todo.example.com' })
  const comments = (name: string) => read(`environments/${name}/environment.yaml`).match(/#.*/g)
  expect(comments('eu')).toEqual(comments('production'))
  expect(check(root)).toMatchObject({ exit: 0 })
})

test.each([
  { name: 'staging', like: 'minikube', says: 'environments/staging already exists' },
  { name: 'Qa', like: 'minikube', says: '"Qa" can\'t be the name of an environment' },
  { name: '../qa', like: 'minikube', says: '"../qa" can\'t be the name of an environment' },
  { name: 'qa', like: 'stagin', says: 'Environment "stagin" not found. Did you mean "staging"?' },
])('$name like $like is refused', ({ name, like, says }) => {
  const before = check(root)
  expect(newEnvironment(root, name, like)).toMatchObject({ exit: 2, errors: [expect.stringContaining(says)] })
  expect(check(root)).toEqual(before)
})

test('it refuses what is in the way, and writes nothing then', () => {
  write(root, { 'overlays/qa/kustomization.yaml': 'mine: true\n' })
  expect(newEnvironment(root, 'qa', 'staging')).toMatchObject({ exit: 2 })
  expect(() => read('environments/qa/environment.yaml')).toThrow('ENOENT')
  expect(read('overlays/qa/kustomization.yaml')).toBe('mine: true\n')
})

test('it refuses to begin with an environment that is not valid', () => {
  write(root, { 'environments/staging/release.yaml': 'services: {}\n' })
  expect(newEnvironment(root, 'qa', 'staging').errors[0]).toMatch(
    /^environments\/staging\/release\.yaml:1:11: /,
  )
})

test('removing its folder and rendering removes all of it', () => {
  newEnvironment(root, 'qa', 'staging')
  rmSync(join(root, 'environments/qa'), { recursive: true })
  expect(check(root)).toMatchObject({ exit: 1 })
  expect(render(root, []).json).toMatchObject({
    changes: [
      { kind: 'delete', path: 'apps/cloud/environments/qa.yaml' },
      { kind: 'delete', path: 'overlays/qa/kustomization.yaml' },
      { kind: 'delete', path: 'overlays/qa/release/kustomization.yaml' },
    ],
  })
  expect(check(root)).toMatchObject({ exit: 0 })
})

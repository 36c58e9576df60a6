import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { images } from '../../render/commands/images.ts'
import { runningImages } from '../../render/images/running.ts'
import { digest } from '../release/builds.ts'
import { REGISTRY } from '../support/fleet.ts'
import { copyOfRepository, write } from '../support/repository.ts'
import { asStep } from './repository.ts'

const runs = (name: string, services: Readonly<Record<string, { digest?: string }>>) => ({
  name,
  release: { services },
})

test('each image once, with every environment that runs it; what has no digest is left out', () => {
  const environments = [
    runs('staging', { backend: { digest: digest('1') }, frontend: {} }),
    runs('production', { backend: { digest: digest('1') }, frontend: { digest: digest('2') } }),
  ]
  const base = new Map([
    ['a.yaml', `containers:\n  - image: registry.example:5000/postgres:17-alpine@${digest('3')}\n`],
    ['b.yaml', `    image: "postgres@${digest('3')}"\n`],
    ['c.yaml', `    image: backend\n# image: old@${digest('4')}\n`],
  ])
  expect(runningImages('ghcr.io/o', environments, base)).toEqual([
    { image: `ghcr.io/o/backend@${digest('1')}`, where: ['staging', 'production'] },
    { image: `ghcr.io/o/frontend@${digest('2')}`, where: ['production'] },
    { image: `postgres@${digest('3')}`, where: ['base'] },
    { image: `registry.example:5000/postgres@${digest('3')}`, where: ['base'] },
  ])
})

test('of this repository: the database that base pins, and what an environment is bumped to', async () => {
  const root = copyOfRepository()
  const file = 'environments/staging/release.yaml'
  const { services } = parse(readFileSync(join(root, file), 'utf8'))
  const bumped = { ...services, backend: { tag: '1.2.3', digest: digest('5') } }
  write(root, { [file]: JSON.stringify({ services: bumped }) })
  const outputs = asStep()
  const { exit, json } = await images(root, { running: true, githubOutput: 'images' })
  expect(exit).toBe(0)
  const found = json['images'] as { image: string }[]
  expect(found).toContainEqual({ image: `${REGISTRY}/backend@${digest('5')}`, where: ['staging'] })
  expect(found.filter(({ image }) => /^postgres@sha256:/.test(image))).not.toEqual([])
  expect(JSON.parse(outputs()['images'] as string)).toEqual(found)
})

test('together with what is to be built it is a wrong call', async () => {
  expect(await images('.', { running: true, published: true })).toMatchObject({ exit: 2 })
})

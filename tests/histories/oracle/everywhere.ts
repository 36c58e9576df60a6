import assert from 'node:assert/strict'
import { loadAll } from 'js-yaml'
import { check } from '../../../render/commands/check.ts'
import { git } from '../git.ts'
import type { World } from '../world.ts'
import { manifestsOf } from './build.ts'
import { holdsIn, type Look } from './look.ts'
import type { Release } from './model.ts'

/** What has to be so after whatever was done. */
export async function checkEverywhere(world: World, now: Look): Promise<void> {
  const { root, environments, model } = world
  assert.equal(git(root, 'status', '--porcelain'), '', 'the work tree holds something that is not committed')
  const { exit, lines } = check(root)
  assert.equal(exit, 0, `check is not clean: ${lines.map(({ text }) => text).join('; ')}`)
  for (const environment of environments) {
    const release = now.releases[environment] ?? {}
    assert.deepEqual(holdsIn(now.tree, environment), model[environment]?.holds, `holds of ${environment}`)
    const manifests = await manifestsOf(now.tree, environment, world.scratch)
    assert.deepEqual(imagesOf(manifests), imagesFor(world, release), `what is built of ${environment}`)
  }
}

const known = new Map<string, readonly string[]>()

/** The distinct images of all containers, in alphabetical order. */
export function imagesOf(manifests: string): readonly string[] {
  const before = known.get(manifests)
  if (before) return before
  const found = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, below] of Object.entries(value)) {
      if (/^(initC|c)ontainers$/.test(key) && Array.isArray(below))
        for (const { image } of below as { image: string }[]) found.add(image)
      walk(below)
    }
  }
  walk(loadAll(manifests))
  const images = [...found].sort()
  known.set(manifests, images)
  return images
}

export const imageOf = ({ registry }: World, service: string, release: Release): string => {
  const { tag, digest } = release[service] ?? { tag: '' }
  return `${registry}/${service}:${tag}${digest ? `@${digest}` : ''}`
}

const imagesFor = (world: World, release: Release): string[] =>
  world.services.map((service) => imageOf(world, service, release)).sort()

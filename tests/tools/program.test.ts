import { chmodSync, copyFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { programIdentity } from '../../render/tools/program.ts'
import { temporaryFolder } from '../support/repository.ts'

let bin: string
beforeEach(() => {
  bin = temporaryFolder()
  vi.stubEnv('PATH', bin)
})
afterEach(() => vi.unstubAllEnvs())

describe.skipIf(platform() === 'win32')('a program is the same as long as nothing touched its file', () => {
  test('a compiled one', () => {
    copyFileSync('/bin/sh', join(bin, 'kubectl'))
    const before = programIdentity('kubectl')
    expect(before).toContain('kubectl')
    expect(programIdentity('kubectl')).toBe(before)
    expect(programIdentity(join(bin, 'kubectl'))).toBe(before)
    // Even if its times are set back.
    writeFileSync(join(bin, 'kubectl'), Buffer.from('7f454c460000', 'hex'))
    utimesSync(join(bin, 'kubectl'), 0, 0)
    expect(programIdentity('kubectl')).not.toBe(before)
  })

  test('one that is not there', () => expect(programIdentity('kubectl')).toBe('none'))

  test('a script, or the link of a version manager, may run another one tomorrow', () => {
    writeFileSync(join(bin, 'kubectl'), '#!/bin/sh\n')
    chmodSync(join(bin, 'kubectl'), 0o755)
    expect(programIdentity('kubectl')).toBeUndefined()
    copyFileSync('/bin/sh', join(bin, 'mise'))
    symlinkSync(join(bin, 'mise'), join(bin, 'kustomize'))
    expect(programIdentity('kustomize')).toBeUndefined()
  })
})

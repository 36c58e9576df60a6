import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderAll } from '../../render/commands/render-all.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { copyOfRepository, temporaryFolder, write } from '../support/repository.ts'

const SERVICE = 'base/services/backend/service.yaml'
const NO_LINK =
  'is a symbolic link or a special file: kustomize could read outside of base through it, so it is not followed. Replace it with the file itself.'

const problemsOf = (root: string): string[] =>
  readInputs(root).problems.map(({ file, message }) => `${file}: ${message}`)

test.each([
  ['to a file outside', SERVICE],
  ['that no kustomization names', 'base/services/backend/notes'],
  ['to a folder', 'base/components/everything'],
])('a symbolic link in base %s is named, with a fix', (_, path) => {
  const root = copyOfRepository()
  const outside = temporaryFolder()
  write(outside, { 'service.yaml': 'kind: Service\n' })
  rmSync(join(root, path), { force: true })
  symlinkSync(path.endsWith('.yaml') ? join(outside, 'service.yaml') : outside, join(root, path))
  expect(problemsOf(root)).toEqual([`${path}: ${NO_LINK}`])
})

test.each(['base', 'environments'])('%s must be a folder: neither a link to one nor a file', (folder) => {
  const root = copyOfRepository()
  const elsewhere = join(temporaryFolder(), folder)
  renameSync(join(root, folder), elsewhere)
  symlinkSync(elsewhere, join(root, folder))
  expect(problemsOf(root)).toContain(`${folder}: is not a folder, and a link to one is not followed.`)
  rmSync(join(root, folder))
  writeFileSync(join(root, folder), '')
  expect(problemsOf(root)).toContain(`${folder}: is not a folder, and a link to one is not followed.`)
})

test('a folder that git left behind, since it ignores secrets.env, is named once with a fix', () => {
  const root = copyOfRepository()
  write(root, { 'environments/gone/secrets.env': 'AUTH_SECRET=\n', 'environments/staging/secrets.env': '' })
  expect(problemsOf(root)).toEqual([
    'environments/gone: contains no environment.yaml and no release.yaml: add them, or remove the folder if the environment was removed or exists only on another branch and only secrets.env is left.',
  ])
  rmSync(join(root, 'environments/staging/release.yaml'))
  expect(problemsOf(root)).toContain('environments/staging/release.yaml: is missing.')
})

test('a file of base that is not UTF-8 is refused; one that holds the replacement character is not', () => {
  const root = copyOfRepository()
  mkdirSync(join(root, 'base/components/words'))
  write(root, { 'base/components/words/kustomization.yaml': '# \ufffd is a character\nkind: Component\n' })
  expect(problemsOf(root)).toEqual([])
  const latin1 = Buffer.from('# caf\u00e9\nkind: Component\n', 'latin1')
  writeFileSync(join(root, 'base/components/words/kustomization.yaml'), latin1)
  expect(problemsOf(root)).toEqual([
    'base/components/words/kustomization.yaml: is not valid UTF-8, which kustomize refuses or misreads.',
  ])
})

test('a link is told once more where a kustomization names it: at the line of its entry', () => {
  const root = copyOfRepository()
  rmSync(join(root, SERVICE))
  symlinkSync('deployment.yaml', join(root, SERVICE))
  const { inputs } = readInputs(root)
  expect(renderAll(inputs).problems).toMatchObject([
    { file: 'base/services/backend/kustomization.yaml', path: ['resources', 1] },
  ])
})

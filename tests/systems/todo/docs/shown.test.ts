import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diff } from '../../../../render/commands/diff/diff.ts'
import { bump } from '../../../../render/commands/release/bump.ts'
import { rollback } from '../../../../render/commands/release/rollback.ts'
import { render } from '../../../../render/commands/render.ts'
import type { Outcome } from '../../../../render/output/outcome.ts'
import { commitAll, makeClones, removeTemplate } from '../../../delivery/clones.ts'
import { ROOT, temporaryFolder } from '../../../support/repository.ts'

// What the README shows of commands is what they print. If one prints something else now, copy that into the README.

afterAll(removeTemplate)

/** Ids of commits and digests of builds differ in each run; the README shortens them. */
const withoutIds = (text: string): string => text.replaceAll(/\b[0-9a-f]{8,64}\b…?/g, 'ID')

const printed = ({ lines, errors }: Outcome): string =>
  [...lines.map(({ text }) => text), ...errors].join('\n').trim()

const readme = withoutIds(readFileSync(join(ROOT, 'README.md'), 'utf8'))
const isShown = (outcome: Outcome): void => expect(readme).toContain(withoutIds(printed(outcome)))

const ENVIRONMENT = 'environments/staging/environment.yaml'

function edit(root: string, from: string, to: string): void {
  const file = join(root, ENVIRONMENT)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

test('the README shows what a misspelt key prints', () => {
  const { work: folder } = makeClones(temporaryFolder())
  edit(folder, 'settings:', 'setings:')
  isShown(render(folder, []))
})

test('the README shows what diff prints for its change', async () => {
  const { work: folder } = makeClones(temporaryFolder())
  edit(folder, 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
  expect(render(folder, []).exit).toBe(0)
  isShown(await diff(folder, {}))
})

test('the README shows what a rollback prints', async () => {
  const { work: folder } = makeClones(temporaryFolder())
  for (const tag of ['1.3.0', '1.4.0']) {
    writeFileSync(join(folder, 'notes.txt'), tag)
    const commit = commitAll(folder, `Source of ${tag}`)
    const image = [`backend=${tag}@sha256:${tag.replaceAll('.', '').padEnd(64, '0')}`]
    expect((await bump(folder, { environment: 'staging', image, commit })).exit).toBe(0)
  }
  isShown(await rollback(folder, 'staging', { service: ['backend'], reason: 'Orders were lost since noon' }))
})

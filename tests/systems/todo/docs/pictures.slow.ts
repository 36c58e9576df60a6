import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { removeTemplate } from '../../../delivery/clones.ts'
import { ROOT, temporaryFolder } from '../../../support/repository.ts'
import { digestsOf } from '../pictures/digests.ts'
import { playScene } from '../pictures/scene.ts'

// Pictures can't be compared on another machine, with other fonts; what they were taken of can.

afterAll(removeTemplate)

test('the pictures show what report and diff write now; if not, `npm run screenshots` takes them anew', async () => {
  const written = JSON.parse(readFileSync(join(ROOT, 'docs/pictures/digests.json'), 'utf8'))
  expect(digestsOf(await playScene(temporaryFolder()))).toEqual(written)
})

test('the README shows each picture, light and dark', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const shown = [...readme.matchAll(/(?:src|srcset)="([^"]+)"/g)].map((match) => match[1] as string)
  expect(shown.sort()).toEqual([
    'docs/pictures/comment-dark.png',
    'docs/pictures/comment-light.png',
    'docs/pictures/report-dark.png',
    'docs/pictures/report-light.png',
  ])
  for (const path of shown) expect(existsSync(join(ROOT, path)), path).toBe(true)
})

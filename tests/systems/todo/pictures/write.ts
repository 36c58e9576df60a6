// `npm run screenshots`: takes the README's pictures anew, light and dark, from what the commands write.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startChromium } from '../../../support/browser.ts'
import { ROOT } from '../../../support/repository.ts'
import { commentPage } from './comment-page.ts'
import { digestsOf } from './digests.ts'
import { playScene } from './scene.ts'

/** How wide the window is, in CSS pixels, and what the picture ends with. */
const SHOTS = {
  report: { width: 1100, last: '#versions [data-box] >> nth=0' },
  comment: { width: 820, last: 'article' },
} as const

const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-pictures-'))
const pictures = join(ROOT, 'docs/pictures')
const browser = await startChromium()
try {
  const scene = await playScene(folder)
  const pages = { report: scene.report, comment: commentPage(scene.comment) }
  for (const name of ['report', 'comment'] as const)
    for (const colorScheme of ['light', 'dark'] as const) await shoot(name, pages[name], colorScheme)
  writeFileSync(join(pictures, 'digests.json'), `${JSON.stringify(digestsOf(scene), null, 2)}\n`)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

async function shoot(name: keyof typeof SHOTS, html: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const file = join(folder, `${name}.html`)
  writeFileSync(file, html)
  const { width, last } = SHOTS[name]
  const page = await browser.newPage({ viewport: { width, height: 760 }, colorScheme })
  await page.goto(pathToFileURL(file).href)
  const box = await page.locator(last).boundingBox()
  const height = Math.ceil((box?.y ?? 0) + (box?.height ?? 0)) + 8
  const path = join(pictures, `${name}-${colorScheme}.png`)
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } })
  await page.close()
}

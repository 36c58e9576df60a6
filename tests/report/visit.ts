import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/repository.ts'

export interface Visit {
  readonly page: Page
  /** What went wrong in the page, and whatever it asked for besides itself. Empty, if all is well. */
  readonly complaints: readonly string[]
}

/** Opens a report as people do who got it by mail: from a file. Everything is closed when the test ends. */
export async function visit(
  browser: Browser,
  html: string,
  { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
): Promise<Visit> {
  const file = join(temporaryFolder(), 'report.html')
  writeFileSync(file, html)
  const url = pathToFileURL(file).href
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  // A busy machine takes minutes for what takes seconds.
  page.setDefaultTimeout(600_000)
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`))
  page.on('request', (request) => {
    const asked = request.url()
    if (asked.split('#')[0] !== url && !asked.startsWith('data:image/svg+xml,'))
      complaints.push(`asked for ${asked}`)
  })
  await page.goto(url + hash)
  return { page, complaints }
}

/** Whether the page as a whole would have to be scrolled sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** What the page says of how much it shows. */
export const status = (page: Page): Promise<string> => page.locator('#status').innerText()

/** The texts of the cells of a table that can be seen, line by line; those that differ have a star. */
export const seen = (page: Page, heading: string): Promise<string[]> =>
  page
    .locator('[data-box]', { has: page.getByRole('heading', { name: heading, exact: true }) })
    .locator('table')
    .locator('tr:visible')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...(row as unknown as { cells: Iterable<Cell> }).cells]
          .filter(({ hidden }) => !hidden)
          .map(({ innerText, className }) => innerText.replace(/\s+/g, ' ').trim() + (className ? '*' : ''))
          .join(' | '),
      ),
    )

interface Cell {
  readonly hidden: boolean
  readonly innerText: string
  readonly className: string
}

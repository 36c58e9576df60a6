import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Look, windowOf } from './looks.ts'

export interface Visit {
  readonly page: Page
  readonly window: BrowserContext
  /** Scripts that threw, and whatever the content policy stopped. */
  readonly errors: readonly string[]
}

/** How a test gets a window of its own. */
export type Visiting = (look?: Omit<Look, 'name'>) => Promise<Visit>

/** @param at asked at each visit, because the system and the browser start after the tests are named */
export const visiting =
  (at: () => { browser: Browser; url: string }): Visiting =>
  async (look = { phone: false, dark: false }) => {
    const { browser, url } = at()
    const window = await windowOf(browser, url, look)
    const page = await window.newPage()
    // A busy machine takes minutes for what takes seconds.
    page.setDefaultTimeout(600_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      // A refused request is said on the console too, and refusing is part of the tests.
      const refused = message.text().includes('the server responded')
      if (message.type() === 'error' && !refused) errors.push(message.text())
    })
    return { page, window, errors }
  }

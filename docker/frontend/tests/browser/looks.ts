import type { Browser, BrowserContext } from 'playwright-core'

/** The ways people see the pages. */
export interface Look {
  readonly name: string
  readonly phone: boolean
  readonly dark: boolean
  /** CSS pixels; of the look's usual device if omitted. */
  readonly width?: number
}

export const looks: readonly Look[] = [
  { name: 'desktop-light', phone: false, dark: false },
  { name: 'desktop-dark', phone: false, dark: true },
  { name: 'phone-light', phone: true, dark: false },
  { name: 'phone-dark', phone: true, dark: true },
]

/** A browser's window of its own, with its own cookies. */
export const windowOf = (
  browser: Browser,
  base: string,
  { phone, dark, width }: Omit<Look, 'name'>,
): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: base,
    colorScheme: dark ? 'dark' : 'light',
    viewport: phone ? { width: width ?? 390, height: 844 } : { width: width ?? 1280, height: 860 },
    deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone,
    isMobile: phone,
    reducedMotion: 'reduce',
  })

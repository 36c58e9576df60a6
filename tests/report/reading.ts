import type { Browser } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { scrollsSideways, seen, status, visit } from './visit.ts'

const NARROW = { viewport: { width: 375, height: 700 } }

/** What can be read, and how it looks, without touching any filter. */
export const reading = (given: () => { browser: Browser; few: string; many: string }): void => {
  test.each(['few', 'many'] as const)(
    '%s: no error, no request, and nothing hostile comes true',
    async (which) => {
      const { page, complaints } = await visit(given().browser, given()[which])
      expect(await page.title()).toBe('Environments of https://git.example.org/team/todo.git')
      expect(await status(page)).toMatch(/^\d+ entries$/)
      expect(complaints).toEqual([])
    },
  )

  test('without JavaScript all of it is there, and the filters are not', async () => {
    const { page } = await visit(given().browser, given().few, { javaScriptEnabled: false })
    for (const name of [
      'Overview',
      'Versions',
      'Holds',
      'Environments',
      'Services',
      'Allowed connections',
      'Rules',
    ])
      expect(await page.getByRole('heading', { name, exact: true, level: 2 }).isVisible(), name).toBe(true)
    expect(await seen(page, 'backend')).toContain('LOG_LEVEL | info | debug* | info')
    expect(await page.getByRole('search').isVisible()).toBe(false)
    expect(await page.getByRole('img', { name: 'Allowed connections in staging' }).isVisible()).toBe(true)
    await page.getByText('The same as a table').nth(1).click()
    expect(await page.getByRole('row', { name: 'frontend backend TCP 8000' }).nth(0).isVisible()).toBe(true)
  })

  test.each([true, false])(
    'the theme follows the system until one is chosen (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { page } = await visit(given().browser, given().few, { javaScriptEnabled, colorScheme: 'dark' })
      const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
      const [light, dark] = ['rgb(251, 250, 246)', 'rgb(23, 21, 18)']
      expect(await ground()).toBe(dark)
      await page.getByRole('radio', { name: 'Light' }).check()
      expect(await ground()).toBe(light)
      await page.getByRole('radio', { name: 'Light' }).press('ArrowRight')
      expect(await ground()).toBe(dark)
      await page.getByRole('radio', { name: 'System' }).check()
      await page.emulateMedia({ colorScheme: 'light' })
      expect(await ground()).toBe(light)
    },
  )

  test.each(
    [320, 390, 768, 1440].flatMap((width) => (['few', 'many'] as const).map((which) => ({ width, which }))),
  )('$which: at $width px nothing sticks out of the page', async ({ width, which }) => {
    const { page } = await visit(given().browser, given()[which], { viewport: { width, height: 900 } })
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`)
    expect(await scrollsSideways(page)).toBe(false)
    const out = await page
      .locator(':is(h1, h2, h3, p, li, dt, dd, summary, form, a, label):visible')
      .evaluateAll(
        (elements, right) =>
          elements
            .filter((element) => !element.closest('.scroll, .unseen, .skip'))
            .filter((element) => {
              const box = element.getBoundingClientRect()
              return box.left < -0.5 || box.right > right + 0.5
            })
            .map((element) => element.outerHTML.slice(0, 120)),
        width,
      )
    expect(out).toEqual([])
  })

  describe('on a narrow screen', () => {
    test.each(['few', 'many'] as const)(
      '%s: tables scroll in their boxes, the page does not',
      async (which) => {
        const { page } = await visit(given().browser, given()[which], NARROW)
        expect(await scrollsSideways(page)).toBe(false)
        const box = page.getByRole('group', { name: 'backend', exact: true })
        const first = box.locator('tbody th').first()
        const before = await first.boundingBox()
        await box.evaluate((element) => element.scrollTo(200, 0))
        expect(await box.evaluate(({ scrollLeft }) => scrollLeft)).toBe(200)
        expect((await first.boundingBox())?.x).toBe(before?.x)
        expect(await scrollsSideways(page)).toBe(false)
      },
    )

    test.each([320, 390, 768])(
      'at %i px every table that scrolls sideways tells so, and no other',
      async (width) => {
        const { page } = await visit(given().browser, given().few, { viewport: { width, height: 700 } })
        const boxes: { sideways: boolean; cue: boolean }[] = await page.evaluate(
          `[...document.querySelectorAll('.scroll')].filter((box) => box.checkVisibility()).map((box) => ({
          sideways: box.scrollWidth > box.clientWidth,
          cue: getComputedStyle(box, '::before').content.includes('Scroll sideways'),
        }))`,
        )
        expect(boxes.some(({ sideways }) => sideways)).toBe(true)
        for (const { sideways, cue } of boxes) expect(cue).toBe(sideways)
      },
    )

    test('no link of the first sentence is torn between two lines', async () => {
      const { page } = await visit(given().browser, given().many, { viewport: { width: 320, height: 700 } })
      const lines = await page
        .locator('.lead a')
        .evaluateAll((links) => links.map((link) => link.getClientRects().length))
      expect(lines).toEqual([1, 1, 1, 1])
    })

    test('a finger hits every control: 24 px at least', async () => {
      const { page } = await visit(given().browser, given().many, { viewport: { width: 320, height: 700 } })
      const small = await page
        .locator(
          'nav a, summary, select, input[type=search], button, label:has([type=checkbox], [type=radio])',
        )
        .evaluateAll((controls) =>
          controls
            .filter((control) => control.checkVisibility())
            .map((control) => [control.textContent?.slice(0, 30), control.getBoundingClientRect().height])
            .filter(([, height]) => Number(height) < 24),
        )
      expect(small).toEqual([])
    })

    test('without JavaScript a shadow lies at the edge beyond which there is more, and none at the end', async () => {
      const { page } = await visit(given().browser, given().few, { ...NARROW, javaScriptEnabled: false })
      const box = page.getByRole('group', { name: 'backend', exact: true })
      const edge = async (): Promise<string> => {
        const { x = 0, y = 0, width = 0, height = 0 } = (await box.boundingBox()) ?? {}
        const clip = { x: x + width - 6, y: y + height - 12, width: 4, height: 6 }
        return (await page.screenshot({ fullPage: true, clip })).toString('base64')
      }
      const more = await edge()
      await box.evaluate((element) => element.scrollTo(element.scrollWidth, 0))
      expect(await edge()).not.toBe(more)
    })
  })

  describe('in print', () => {
    test('there is nothing to click, what was folded is open, and nothing is cut off', async () => {
      const { page } = await visit(given().browser, given().many)
      await page.setViewportSize({ width: 720, height: 1000 }) // about as wide as A4
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      )
      for (const hidden of [
        page.getByRole('search'),
        page.getByRole('navigation'),
        page.locator('.theme'),
        page.locator('#status'),
      ])
        expect(await hidden.isVisible()).toBe(false)
      const unfolded = await page
        .locator('details:not(.picker) > :last-child')
        .evaluateAll((elements) => elements.map((element) => element.checkVisibility()))
      expect(unfolded.length).toBeGreaterThan(4)
      expect(unfolded).not.toContain(false)
      expect(
        await page
          .locator('.scroll')
          .evaluateAll((boxes) => boxes.filter((box) => box.scrollHeight > box.clientHeight + 1)),
      ).toEqual([])
    })

    test('what the filters left out is said', async () => {
      const { page } = await visit(given().browser, given().many, { hash: '#service=backend' })
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('#status').isVisible()).toBe(true)
      expect(await status(page)).toMatch(/^\d+ of \d+ entries shown$/)
    })
  })
}

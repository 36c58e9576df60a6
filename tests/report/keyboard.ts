import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { status, visit } from './visit.ts'

/** All of it without a pointer. */
export const keyboard = (given: () => { browser: Browser; many: string }): void => {
  test('the filters are reached, used and cleared by keyboard alone', async () => {
    const { page, complaints } = await visit(given().browser, given().many)
    const focused = () =>
      page.evaluate(
        'document.activeElement.name || document.activeElement.id || document.activeElement.tagName',
      )
    const all = await status(page)
    await page.keyboard.press('/')
    expect(await focused()).toBe('q')
    await page.keyboard.type('/team')
    expect(await page.getByRole('searchbox').inputValue()).toBe('/team')
    await page.keyboard.press('Escape')
    expect(await status(page)).toBe(all)

    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await page.locator('#picked').innerText()).toBe('staging')
    await page.keyboard.press('Escape')
    expect(await focused()).toBe('SUMMARY')
    expect(await page.locator('.picker fieldset').isVisible()).toBe(false)

    await page.keyboard.press('Tab')
    expect(await focused()).toBe('service')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('severity')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('clear')
    expect(await page.evaluate('location.hash')).toBe('#env=staging&service=ai-agent&differences=only')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('q')
    expect(await status(page)).toBe(all)
    expect(complaints).toEqual([])
  })

  test.each(['checkbox', 'radio', 'select', 'button'])('the key / searches from a %s too', async (kind) => {
    const { page } = await visit(given().browser, given().many, { hash: '#q=team' })
    const control = {
      checkbox: page.getByRole('checkbox', { name: 'Only differences' }),
      radio: page.getByRole('radio', { name: 'Dark' }),
      select: page.getByLabel('Findings', { exact: true }),
      button: page.getByRole('button', { name: 'Clear' }),
    }[kind]
    await control?.focus()
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.name')).toBe('q')
    expect(await page.getByRole('searchbox').inputValue()).toBe('team')
  })

  test('the first stop skips to the content, and what is focused is seen', async () => {
    const { page } = await visit(given().browser, given().many)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('overview')
    await page.keyboard.press('/')
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outline')
    expect(outline).toMatch(/solid 2px$/)
  })

  test('a box that scrolls is a stop of the Tab key, and one that does not is none', async () => {
    const { page } = await visit(given().browser, given().many, { viewport: { width: 1000, height: 800 } })
    const boxes = await page
      .locator('.scroll:visible')
      .evaluateAll((found) =>
        found.map((box) => [box.scrollWidth > box.clientWidth, box.getAttribute('tabindex')]),
      )
    expect(boxes).toContainEqual([true, '0'])
    expect(boxes).toContainEqual([false, '-1'])
    expect(boxes).not.toContainEqual([true, '-1'])
  })
}

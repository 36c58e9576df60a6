import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { add, password, say, signUp } from './steps.ts'
import type { Visiting } from './visit.ts'

const long = 'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(4).trim()

/** What sticks out of the window, or of a box that clips or scrolls it: text, and controls that a finger should reach. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const out = [
      ...document.querySelectorAll<HTMLElement>('button, input, textarea, a, label, h1, h2, p, li'),
    ]
      .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect()
        let [from, to] = [0, width]
        for (let around = element.parentElement; around; around = around.parentElement) {
          if (getComputedStyle(around).overflowX === 'visible') continue
          const box = around.getBoundingClientRect()
          from = Math.max(from, box.left)
          to = Math.min(to, box.right)
        }
        return left < from - 0.5 || right > to + 0.5
      })
      .map((element) => element.outerHTML.slice(0, 120))
    return document.documentElement.scrollWidth > width ? [`page of ${width} scrolls`, ...out] : out
  })

/** From the narrowest phone to a desktop, with words that don't break by themselves. */
export const narrow = (visit: Visiting): void => {
  describe.each([320, 390, 768, 1440])('%i pixels wide', (width) => {
    test('nothing sticks out', async () => {
      const { page, window } = await visit({ phone: width < 700, dark: false, width })
      const found: Record<string, string[]> = {}
      const look = async (name: string) => {
        found[name] = await sticksOut(page)
      }
      await page.goto('/sign-up')
      await page.getByRole('button', { name: 'Create account' }).click()
      await look('sign up')
      const email = await signUp(page)
      await page.getByText('No tasks yet').waitFor()
      await look('no tasks')
      await add(page, long)
      await page.getByRole('textbox', { name: 'New task' }).fill('Another')
      await look('tasks')
      await page.getByRole('button', { name: /^Edit/ }).click()
      await look('editing')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: /^Delete/ }).click()
      await look('deleting')
      const tab = page.getByRole('navigation').getByRole('button', { name: 'Assistant' })
      if (await tab.isVisible()) await tab.click()
      await look('chat')
      await say(page, `Add a task to ${long}`)
      await look('a long message')
      await page.getByRole('button', { name: 'Earlier conversations' }).click()
      await page.getByRole('button', { name: /^Delete Add/ }).waitFor()
      await look('conversations')
      await page.getByRole('button', { name: /^Delete Add/ }).click()
      await look('deleting a conversation')
      await page.route('**/signout', (route) => route.abort())
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('button', { name: 'Try signing out again' }).waitFor()
      await look('sign-out failed')
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password').fill(`not ${password}`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').getByText('do not belong together').waitFor()
      await look('wrong password')
      expect(Object.entries(found).filter(([, out]) => out.length > 0)).toEqual([])
      await window.close()
    })
  })
}

import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { looks } from './looks.ts'
import { add, say, signUp, task } from './steps.ts'
import type { Visiting } from './visit.ts'

/** Every page in every look, judged by axe: contrast, names, roles, landmarks. */
export const accessible = (visit: Visiting): void => {
  describe.each(looks)('$name', (look) => {
    test('has no accessibility violation on any page', async () => {
      const { page, window } = await visit(look)
      const violations: string[] = []
      const check = async (where: string): Promise<void> => {
        // Evaluated, not added as a script: the content policy would rightly stop that.
        await page.evaluate(axe.source)
        const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
        for (const { id, nodes } of results.violations)
          violations.push(`${where}: ${id} at ${nodes.map((node) => node.html).join(' | ')}`)
      }
      await page.goto('/sign-in?ended=1')
      await check('sign in')
      await page.goto('/sign-up')
      await page.getByRole('button', { name: 'Create account' }).click()
      await check('sign up with errors')
      await signUp(page)
      await page.getByText('No tasks yet').waitFor()
      await check('no tasks')
      await add(page, 'Read a book')
      await add(page, 'Sleep')
      await task(page, 'Sleep').check()
      await page.getByRole('button', { name: 'Edit Read a book' }).click()
      await page.getByRole('button', { name: 'Delete Sleep' }).click()
      await check('tasks')
      if (look.phone) await page.getByRole('navigation').getByRole('button', { name: 'Assistant' }).click()
      await say(page, 'Show my tasks')
      await check('chat')
      await page.getByRole('button', { name: 'Earlier conversations' }).click()
      await page.getByRole('button', { name: /^Delete Show/ }).waitFor()
      await check('conversations')
      expect(violations).toEqual([])
      await window.close()
    })
  })
}

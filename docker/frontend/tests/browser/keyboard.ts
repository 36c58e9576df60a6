import { expect, test } from 'vitest'
import { add, signUp, task } from './steps.ts'
import type { Visiting } from './visit.ts'

/** All of it without a pointer. */
export const keyboard = (visit: Visiting): void => {
  test('tasks are edited, completed, filtered and deleted by keyboard alone', async () => {
    const { page, window, errors } = await visit()
    await signUp(page)
    await add(page, 'Write a letter')
    await add(page, 'Post the letter')

    await page.getByRole('button', { name: 'Edit Write a letter' }).press('Enter')
    await page.getByRole('textbox', { name: 'Title' }).fill('Write two letters')
    await page.keyboard.press('Tab')
    await page.keyboard.type('One to Charles')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('paragraph').filter({ hasText: 'One to Charles' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Edit Write two letters',
    )

    await task(page, 'Write two letters').press('Space')
    await expect.poll(() => page.getByText('1 of 2 done').count()).toBe(1)
    await page.getByRole('radio', { name: 'All' }).press('ArrowRight')
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(1)
    await page.getByRole('radio', { name: 'Pending' }).press('ArrowRight')
    await task(page, 'Write two letters').waitFor()

    await page.getByRole('button', { name: 'Delete Write two letters' }).press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Delete Write two letters' }).press('Enter')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing is completed yet.').waitFor()
    await page.reload()
    await task(page, 'Post the letter').waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(1)
    expect(errors).toEqual([])
    await window.close()
  })
}

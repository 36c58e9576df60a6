import { expect, test } from 'vitest'
import { password, signUp, task } from './steps.ts'
import type { Visiting } from './visit.ts'

/** What the pages say when something is refused or fails. */
export const refusals = (visit: Visiting): void => {
  test('wrong entries are told in their place, and an account is made only once', async () => {
    const { page, window } = await visit()
    const email = await signUp(page)
    await page.goto('/sign-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Write an email address').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('email')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('alert').getByText('already an account').waitFor()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('do not belong together').waitFor()
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tasks')
    await window.close()
  })

  test('a session that ended elsewhere leads to signing in, from wherever it shows', async () => {
    const { page, window } = await visit()
    await signUp(page)
    await page.getByText('No tasks yet').waitFor()
    await window.clearCookies()
    await page.getByRole('textbox', { name: 'New task' }).fill('Too late')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sign-in?ended=1')
    await page.getByText('Your session has ended').waitFor()
    await window.close()
  })

  test('a failed request can be tried again, and what was typed is kept', async () => {
    const { page, window } = await visit()
    await signUp(page)
    await page.route('**/api/*/tasks', (route) => route.abort())
    await page.reload()
    await page.getByRole('alert').getByText('could not be reached').waitFor()
    await page.getByRole('textbox', { name: 'New task' }).fill('Kept')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('main').getByRole('alert').count()).toBe(2)
    expect(await page.getByRole('textbox', { name: 'New task' }).inputValue()).toBe('Kept')
    await page.unroute('**/api/*/tasks')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('No tasks yet').waitFor()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await task(page, 'Kept').waitFor()
    await window.close()
  })
}

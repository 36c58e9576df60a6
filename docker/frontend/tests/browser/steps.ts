import type { Page } from 'playwright-core'

export const password = 'correct horse battery'

let count = 0
const newEmail = () => `ada-${++count}-${process.pid}@example.com`

export const signUp = async (page: Page, email = newEmail()): Promise<string> => {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/tasks')
  return email
}

export const add = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'New task' }).fill(title)
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: title }).waitFor()
}

/** Says something to the assistant and waits for its answer. */
export const say = async (page: Page, text: string): Promise<string> => {
  const answers = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Assistant' }) })
  const before = await answers.count()
  await page.getByRole('textbox', { name: 'Message to the assistant' }).fill(text)
  await page.keyboard.press('Enter')
  await answers.nth(before).waitFor()
  return (await answers.nth(before).textContent()) ?? ''
}

export const task = (page: Page, title: string | RegExp) => page.getByRole('checkbox', { name: title })

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startChromium } from './chromium.ts'
import { type Look, windowOf } from './looks.ts'
import { startSystem } from './system.ts'

/**
 * Pictures of every page in every state, to be looked at by people: `npm run screenshots`, into screenshots/ or
 * the folder given. Loading and failing are made by holding back or replacing single answers.
 */
const [directory = 'screenshots'] = process.argv.slice(2)

/** From the narrowest phone to a desktop. */
const looks: readonly Look[] = [320, 390, 768, 1440].flatMap((width) =>
  [false, true].map((dark) => ({
    name: `${width}-${dark ? 'dark' : 'light'}`,
    phone: width < 700,
    dark,
    width,
  })),
)

const tasks = [
  ['Plan the garden', 'Beds along the fence; tomatoes need the sun until the evening.'],
  ['Call the dentist', ''],
  ['Return the library books', 'Two novels and the atlas. They close at six.'],
] as const

const problem = { status: 503, contentType: 'application/problem+json' }
const down = JSON.stringify({
  title: 'Service Unavailable',
  status: 503,
  reason: 'backend_unreachable',
  detail: 'backend cannot be reached; try again shortly.',
})

const shoot = async (browser: Browser, base: string, look: Look): Promise<void> => {
  const window = await windowOf(browser, base, look)
  const page = await window.newPage()
  // A busy machine takes minutes for what takes seconds.
  page.setDefaultTimeout(600_000)
  const snap = (name: string) =>
    page.screenshot({ path: join(directory, `${name}-${look.name}.png`), animations: 'disabled' })
  await page.goto('/sign-in')
  await snap('01-sign-in')
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Create account' }).click()
  await snap('02-sign-up-errors')
  await signUp(page, look)
  await page.getByText('No tasks yet').waitFor()
  await snap('03-tasks-empty')
  await addTasks(page)
  await snap('04-tasks')
  await page.getByRole('button', { name: 'Edit Call the dentist' }).click()
  await page.getByRole('textbox', { name: 'New task' }).fill('A new one')
  await snap('05-editing')
  await page.getByRole('textbox', { name: 'New task' }).fill('')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Delete Return the library books' }).click()
  await snap('06-confirm')
  await page.getByRole('button', { name: 'Keep' }).click()
  await page.getByRole('radio', { name: 'Completed' }).check()
  await snap('07-filter')
  await chat(page, snap)
  await states(page, snap)
  await window.close()
}

const signUp = async (page: Page, look: Look): Promise<void> => {
  await page.getByLabel('Name').fill('Ada Lovelace')
  await page.getByLabel('Email').fill(`ada-${look.name}-${Date.now()}@example.com`)
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/tasks')
}

const addTasks = async (page: Page): Promise<void> => {
  for (const [title, description] of tasks) {
    await page.getByRole('textbox', { name: 'New task' }).fill(title)
    await page.getByRole('textbox', { name: 'Description' }).fill(description)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('checkbox', { name: title }).waitFor()
  }
  await page.getByRole('checkbox', { name: 'Plan the garden' }).check()
}

/** Where the window is too narrow for both, tasks and assistant are behind tabs. */
const openAssistant = async (page: Page): Promise<void> => {
  const tab = page.getByRole('navigation').getByRole('button', { name: 'Assistant' })
  if (await tab.isVisible()) await tab.click()
}

const chat = async (page: Page, snap: (name: string) => Promise<unknown>): Promise<void> => {
  await page.getByRole('radio', { name: 'All' }).check()
  await openAssistant(page)
  await snap('08-chat-empty')
  const composer = page.getByRole('textbox', { name: 'Message to the assistant' })
  for (const text of [
    'Add a task to buy groceries',
    'I finished call the dentist',
    'Show all my tasks',
    'Delete the piano task',
  ]) {
    const count = await page.getByRole('article').count()
    await composer.fill(text)
    await page.keyboard.press('Enter')
    await page
      .getByRole('article')
      .nth(count + 1)
      .waitFor()
  }
  await snap('09-chat')
  await page.getByRole('button', { name: 'Earlier conversations' }).click()
  await page
    .getByRole('button', { name: /^Delete / })
    .last()
    .waitFor()
  await snap('10-conversations')
  await page.getByRole('button', { name: 'Back to the conversation' }).click()
  await page.route('**/chat', (route) => route.fulfill({ ...problem, body: down }))
  await composer.fill('Complete the groceries')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
  await snap('11-chat-failed')
  await page.unroute('**/chat')
}

const states = async (page: Page, snap: (name: string) => Promise<unknown>): Promise<void> => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/api/*/tasks', async (route) => {
    await held
    await route.fulfill({ ...problem, body: down })
  })
  await page.goto('/tasks')
  await page.getByText('Loading tasks…').waitFor({ state: 'attached' })
  await snap('12-loading')
  release()
  await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
  await snap('13-failed')
  await page.unroute('**/api/*/tasks')
  await page.goto('/nowhere')
  await snap('14-not-found')
}

await mkdir(directory, { recursive: true })
const system = await startSystem()
const browser = await startChromium()
try {
  for (const look of looks) await shoot(browser, system.url, look)
} finally {
  await browser.close()
  await system.stop()
}

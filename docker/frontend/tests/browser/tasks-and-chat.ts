import { expect, test } from 'vitest'
import { add, say, signUp, task } from './steps.ts'
import type { Visiting } from './visit.ts'

/** The list and the assistant, together and after a reload. */
export const tasksAndChat = (visit: Visiting): void => {
  test('from signing up to being refused, with the chat at work on the list', async () => {
    const { page, window, errors } = await visit()
    await signUp(page)
    await page.getByText('No tasks yet').waitFor()
    await add(page, 'Water the plants')

    expect(await say(page, 'Add a task to buy groceries')).toMatch(/Added “.*buy groceries.*”/i)
    await task(page, /buy groceries/i).waitFor()
    expect(await say(page, 'Show my tasks')).toMatch(
      /water the plants.*buy groceries|buy groceries.*water the plants/is,
    )
    await say(page, 'I finished buy groceries')
    await expect.poll(() => task(page, /buy groceries/i).isChecked()).toBe(true)
    await say(page, 'Delete the buy groceries task')
    await task(page, /buy groceries/i).waitFor({ state: 'detached' })
    expect(await task(page, 'Water the plants').count()).toBe(1)

    const said = await page.getByRole('log').textContent()
    await page.reload()
    await page.getByRole('article').first().waitFor()
    expect(await page.getByRole('log').textContent()).toBe(said)
    await say(page, 'Show my tasks')

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await page.goto('/tasks')
    await page.waitForURL('**/sign-in')
    expect(await window.cookies()).toEqual([])
    const refused = await page.evaluate(() => fetch('/api/someone/tasks').then((response) => response.status))
    expect(refused).toBe(401)
    expect(errors).toEqual([])
    await window.close()
  })

  test('conversations are listed, opened again and deleted', async () => {
    const { page, window, errors } = await visit({ phone: true, dark: false })
    await signUp(page)
    await page.getByRole('navigation').getByRole('button', { name: 'Assistant' }).click()
    await say(page, 'Add a task to buy bread')
    await page.getByRole('button', { name: 'New conversation' }).click()
    await page.getByText('What can I do for you?').waitFor()
    await say(page, 'Show my tasks')
    await page.getByRole('button', { name: 'Earlier conversations' }).click()
    const list = page.getByRole('region', { name: 'Earlier conversations' }).getByRole('listitem')
    await expect.poll(() => list.count()).toBe(2)
    await list.last().getByRole('button').first().click()
    await page.getByRole('log').getByText('Add a task to buy bread').waitFor()
    await page.getByRole('button', { name: 'Earlier conversations' }).click()
    await list
      .last()
      .getByRole('button', { name: /^Delete/ })
      .click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(() => list.count()).toBe(1)

    // Gone while it is in view, as if deleted in another window: saying it again begins anew.
    await list.first().getByRole('button').first().click()
    await page.getByRole('log').getByText('Show my tasks').waitFor()
    const gone = new URL(page.url()).searchParams.get('conversation')
    await page.evaluate(async (id) => {
      const user = performance
        .getEntriesByType('resource')
        .map(({ name }) => /api\/([^/]+)\/tasks/.exec(name)?.[1])
      const headers = { 'content-type': 'application/json' }
      await fetch(`/api/${user.find(Boolean)}/conversations/${id}`, { method: 'DELETE', headers })
    }, gone)
    await page.getByRole('textbox', { name: 'Message to the assistant' }).fill('Show my pending tasks')
    await page.keyboard.press('Enter')
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('conversation')).toMatch(/^\d+$/)
    expect(new URL(page.url()).searchParams.get('conversation')).not.toBe(gone)
    expect(errors).toEqual([])
    await window.close()
  })
}

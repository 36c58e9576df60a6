import { expect, test } from 'vitest'
import { signUp } from './steps.ts'
import type { Visiting } from './visit.ts'

/** Long lists and long answers. */
export const much = (visit: Visiting): void => {
  test('a list of more than a page is loaded whole, and drawn a hundred rows at a time', async () => {
    const { page, window, errors } = await visit()
    await signUp(page)
    await page.getByText('No tasks yet').waitFor()
    const user = await page.evaluate(async () => {
      const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
      return paths.map((path) => /^\/api\/([^/]+)\/tasks$/.exec(path)?.[1]).find(Boolean)
    })
    const create = (n: number) =>
      page.request.post(`/api/${user}/tasks`, {
        headers: { origin: new URL(page.url()).origin },
        data: { title: `Errand ${n}` },
      })
    for (let n = 1; n <= 520; n += 20)
      for (const answer of await Promise.all(Array.from({ length: 20 }, (_, more) => create(n + more))))
        expect(answer.status()).toBe(201)
    await page.reload()
    await page.getByText('0 of 520 done').waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(100)
    await page.getByRole('button', { name: 'Show 100 more of 420' }).click()
    expect(await page.getByRole('checkbox').count()).toBe(200)
    expect(errors).toEqual([])
    await window.close()
  })

  test('an answer of 10,000 characters is read from its beginning; earlier messages come when asked for', async () => {
    const { page, window } = await visit()
    await signUp(page)
    const response = `The beginning. ${'One word after another. '.repeat(420)}The end.`
    await page.route('**/chat', (route) =>
      route.fulfill({ json: { conversation_id: 1, response, tool_calls: [] } }),
    )
    await page.getByRole('textbox', { name: 'Message to the assistant' }).fill('Tell me')
    await page.keyboard.press('Enter')
    const answer = page.getByRole('article').nth(1)
    await answer.waitFor()
    const top = await answer.evaluate((article) => {
      const body = article.parentElement?.parentElement
      return article.getBoundingClientRect().top - (body?.getBoundingClientRect().top ?? 0)
    })
    expect(top).toBeGreaterThanOrEqual(0)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    expect(top).toBeLessThan(100)

    const stored = (id: number) => ({ id, role: 'user', content: `Message ${id}`, tool_calls: [] })
    await page.route('**/conversations/7/messages*', (route) =>
      route.request().url().includes('before=3')
        ? route.fulfill({ json: [stored(1), stored(2)] })
        : route.fulfill({
            json: [stored(3), stored(4)],
            headers: { link: '</api/u/conversations/7/messages?before=3>; rel="prev"' },
          }),
    )
    await page.goto('/tasks?conversation=7')
    await page.getByRole('button', { name: 'Show earlier messages' }).click()
    await page.getByText('Message 1').waitFor()
    expect(await page.getByRole('article').count()).toBe(4)
    expect(await page.getByRole('button', { name: 'Show earlier messages' }).count()).toBe(0)
    await window.close()
  })
}

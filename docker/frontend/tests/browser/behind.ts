import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { standalone } from '../built.ts'
import { say, signUp } from './steps.ts'
import type { System } from './system.ts'
import type { Visiting } from './visit.ts'

/** What the pages do not show: the smoke test and the request ids. */
export const behind = (visit: Visiting, system: () => System): void => {
  test('the smoke test passes against the same system, and leaves no user behind', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(standalone, 'smoke-test.ts')], {
      env: { NODE_ENV: 'production', FRONTEND_URL: system().url },
    })
    expect(stdout).toMatch(/^smoke test passed in \d+ ms\n$/)
    const removed = system().services['backend']?.lines.filter(
      ({ method, status, url, route }) =>
        method === 'DELETE' && status === 204 && /^\/api\/[^/]+$/.test(String(route ?? url)),
    )
    expect(removed).toHaveLength(1)
  })

  test('one request id goes through every service', async () => {
    const { page, window } = await visit()
    await signUp(page)
    const answered = page.waitForResponse('**/chat')
    await say(page, 'Show my tasks')
    const id = (await answered).headers()['x-request-id']
    for (const [name, { lines }] of Object.entries(system().services))
      if (name !== 'scripted-model')
        await expect.poll(() => JSON.stringify(lines).includes(String(id)), { message: name }).toBe(true)
    await window.close()
  })
}

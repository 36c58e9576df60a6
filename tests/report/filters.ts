import type { Browser, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { HOSTILE } from './samples.ts'
import { seen, status, visit } from './visit.ts'

const choose = async (page: Page, ...environments: readonly string[]): Promise<void> => {
  await page.locator('.picker summary').click()
  for (const name of environments) await page.getByRole('checkbox', { name, exact: true }).check()
  await page.keyboard.press('Escape')
}

const hash = (page: Page): Promise<string> => page.evaluate('location.hash')

const headings = (page: Page): Promise<string[]> => page.locator('#services h3:visible').allInnerTexts()

/** Each filter by itself and together, what they say of themselves, and what the address keeps of them. */
export const filters = (given: () => { browser: Browser; few: string; many: string }): void => {
  describe('of few environments, which are columns', () => {
    test('two that are chosen are compared with each other', async () => {
      const { page } = await visit(given().browser, given().few)
      await choose(page, 'staging', 'production')
      expect((await seen(page, 'Placement and sync')).slice(0, 2)).toEqual([
        'What | staging | production',
        'Cluster | cloud Kubernetes 1.36, Argo CD 3.5.7 | cloud Kubernetes 1.36, Argo CD 3.5.7',
      ])
      await page.getByRole('checkbox', { name: 'Only differences' }).check()
      expect(await seen(page, 'backend')).toEqual([
        'What | staging | production',
        'Pods | 2 to 10* | 3 to 10*',
        'CPU, request to limit | 250m to 500m* | 500m to 1*',
        'Memory, request to limit | 256Mi to 512Mi* | 512Mi to 1Gi*',
        'LOG_LEVEL | debug* | info*',
      ])
      expect(await headings(page)).not.toContain('postgres')
    })

    test('one that is chosen shows how it differs from the others', async () => {
      const { page } = await visit(given().browser, given().few)
      await choose(page, 'staging')
      await page.getByRole('checkbox', { name: 'Only differences' }).check()
      expect((await seen(page, 'backend')).filter((row) => row.startsWith('LOG'))).toEqual([
        'LOG_LEVEL | debug*',
      ])
      expect(await seen(page, 'backend')).not.toContain('DRAIN_SECONDS | 15')
    })

    test('all that are chosen is the same as none, marks included', async () => {
      const { page } = await visit(given().browser, given().few)
      const titles = ['Placement and sync', 'Options', 'Quota', ...(await headings(page))]
      const before = await Promise.all(titles.map((title) => seen(page, title)))
      await choose(page, 'minikube', 'staging', 'production')
      expect(await Promise.all(titles.map((title) => seen(page, title)))).toEqual(before)
      expect(before.flat().filter((row) => row.includes('*')).length).toBeGreaterThan(10)
    })

    test('text finds a service, a setting, a value, an environment', async () => {
      const { page } = await visit(given().browser, given().few)
      const search = page.getByRole('searchbox', { name: 'Search' })
      await search.fill('log_level')
      expect(await headings(page)).toEqual(['ai-agent', 'backend', 'frontend', 'mcp-server'])
      expect(await seen(page, 'backend')).toEqual([
        'What | minikube | staging | production',
        'LOG_LEVEL | info | debug* | info',
      ])
      await search.fill('ai-agent')
      expect(await seen(page, 'ai-agent')).toContain('Pods | 1 | 1 | 2*')
      await search.fill('prod log')
      expect(await seen(page, 'backend')).toEqual(['What | production', 'LOG_LEVEL | info'])
      await search.fill('no such thing')
      expect(await status(page)).toMatch(/^0 of \d+ entries shown$/)
      expect(await page.getByText('Nothing here passes the filters.').first().isVisible()).toBe(true)
    })

    test('a service leaves what concerns it, in the picture too', async () => {
      const { page } = await visit(given().browser, given().few)
      await page.getByLabel('Service', { exact: true }).selectOption('mcp-server')
      expect(await headings(page)).toEqual(['mcp-server'])
      expect(await seen(page, 'Builds by environment')).toHaveLength(2)
      const dimmed = page.locator('svg').first().locator('.node.off text:not(.port)')
      expect((await dimmed.allTextContents()).sort()).toEqual([
        '22 address ranges',
        'any address',
        'backend',
        'frontend',
        'migration',
        'namespace ingress-nginx',
        'smoke-test',
      ])
    })
  })

  describe('of many environments, which are rows', () => {
    test('rows are chosen and columns that do not differ go', async () => {
      const { page } = await visit(given().browser, given().many)
      await choose(page, 'team-01', 'team-02', 'team-03')
      await page.getByRole('checkbox', { name: 'Only differences' }).check()
      expect(await seen(page, 'backend')).toEqual([
        'Environment | LOG_LEVEL',
        `team-02 | ${HOSTILE.setting}*`,
      ])
    })

    test('only differences leaves no row that is the same in all that are compared', async () => {
      const { page } = await visit(given().browser, given().many)
      const all = [...Array(12).keys()].join(' ')
      const everywhere = page.locator(`#reach [data-item][data-alike="${all}"]`)
      expect(await everywhere.count()).toBeGreaterThan(0)
      await page.locator('#reach details[data-opens] summary').first().click()
      expect(await everywhere.first().isVisible()).toBe(true)
      await page.getByRole('checkbox', { name: 'Only differences' }).check()
      expect(await everywhere.locator('visible=true').count()).toBe(0)
      expect(await page.locator('#reach [data-item]:not([hidden])').count()).toBeGreaterThan(0)
      expect(await page.locator('#rules [data-item]:visible').count()).toBe(3)

      await choose(page, 'team-02', 'team-04')
      const rows = page.locator('table[data-environments] tbody tr:visible')
      expect(await rows.count()).toBeGreaterThan(0)
      for (const row of await rows.all())
        expect(await row.locator('td.differs:visible').count()).toBeGreaterThan(0)
    })

    test('severity leaves findings of that severity and all else', async () => {
      const { page } = await visit(given().browser, given().many)
      const rules = page.locator('#rules h3 .tag:visible')
      expect(await rules.allInnerTexts()).toEqual(['error', 'warning', 'error'])
      await page.getByLabel('Findings', { exact: true }).selectOption('warning')
      expect(await rules.allInnerTexts()).toEqual(['warning'])
      expect(await page.locator('#rules [data-shown]').innerText()).toBe('1 of 3')
      expect((await seen(page, 'Builds by environment')).length).toBe(13)
    })

    test('text opens the table where it is found, and folds it again', async () => {
      const { page } = await visit(given().browser, given().many)
      const found = page.getByRole('row', { name: /^ai-agent mcp-server/ })
      expect(await found.isVisible()).toBe(false)
      await page.getByRole('searchbox').fill('8001')
      expect(await found.isVisible()).toBe(true)
      await page.getByRole('searchbox').fill('')
      expect(await found.isVisible()).toBe(false)
    })
  })

  test('what is shown is counted, and can be cleared', async () => {
    const { page } = await visit(given().browser, given().many)
    const all = await status(page)
    const clear = page.getByRole('button', { name: 'Clear' })
    expect(await clear.isVisible()).toBe(false)
    await page.getByRole('searchbox').fill('team-05')
    const [, shown, total] = /^(\d+) of (\d+) entries shown$/.exec(await status(page)) ?? []
    expect(`${total} entries`).toBe(all)
    const sections = await page.locator('[data-shown]').allInnerTexts()
    expect(sections.reduce((sum, text) => sum + Number(text.split(' of ')[0]), 0)).toBe(Number(shown))
    await clear.click()
    expect(await status(page)).toBe(all)
    expect(await hash(page)).toBe('')
    expect(await page.getByRole('searchbox').inputValue()).toBe('')
    expect(await page.evaluate('document.activeElement.name')).toBe('q')
  })

  describe('the address', () => {
    test('holds what is asked for, so that it can be sent', async () => {
      const { page } = await visit(given().browser, given().many)
      await page.getByRole('searchbox').fill('a & b=c')
      await choose(page, 'team-02', 'staging')
      await page.getByLabel('Service', { exact: true }).selectOption('backend')
      await page.getByLabel('Findings', { exact: true }).selectOption('error')
      await page.getByRole('checkbox', { name: 'Only differences' }).check()
      const written = await hash(page)
      const said = await status(page)
      expect(written).toBe(
        '#q=a+%26+b%3Dc&env=staging&env=team-02&service=backend&severity=error&differences=only',
      )
      await page.reload()
      expect(await hash(page)).toBe(written)
      expect(await status(page)).toBe(said)
      expect(await page.locator('#picked').innerText()).toBe('staging, team-02')
    })

    test('keeps the filters when the contents are used, and goes back', async () => {
      const { page } = await visit(given().browser, given().many, { hash: '#env=team-02' })
      const said = await status(page)
      await page.getByRole('navigation').getByRole('link', { name: 'Services' }).click()
      expect(await hash(page)).toBe('#services&env=team-02')
      expect(await page.evaluate('document.activeElement.id')).toBe('services')
      const [heading, bar] = [page.locator('#services-heading'), page.locator('.toolbar')]
      const [below, above] = [await heading.boundingBox(), await bar.boundingBox()]
      expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? Number.NaN))
      await page.goBack()
      expect(await hash(page)).toBe('#env=team-02')
      expect(await status(page)).toBe(said)
      await page.evaluate(`location.hash = '#q=team-03'`)
      await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('team-03')
      expect(await page.locator('#picked').innerText()).toBe('all')
    })

    test.each([
      '#%E0%A4%A&q=%E0%A4%A',
      '#env=nobody&service=nothing&severity=worse&q=',
      '#q=<img src=x onerror=document.title=1>',
      '#constructor',
      '#&&&==&#',
    ])('%s does no harm', async (written) => {
      const { page, complaints } = await visit(given().browser, given().few, { hash: written })
      expect(await status(page)).toMatch(/entries/)
      expect(await page.title()).toMatch(/^Environments/)
      expect(complaints).toEqual([])
    })
  })
}

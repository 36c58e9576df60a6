import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ReportData } from '../../render/report/data.ts'
import { reportPage } from '../../render/report/report.ts'
import { threeSubjects } from './environments.ts'
import { fleetOf, HOSTILE, reportFor, reportOf } from './samples.ts'

let three: ReportData
let twelve: string
let hundred: string
beforeAll(async () => {
  const subjects = await threeSubjects()
  three = reportOf(subjects.map(reportFor))
  twelve = reportPage(fleetOf(subjects[1], 12))
  hundred = reportPage(fleetOf(subjects[1], 100))
})

test('the same data gives the same bytes', () => {
  expect(reportPage(structuredClone(three))).toBe(reportPage(three))
})

describe('a page that needs nothing else', () => {
  test('allows its own style and script by their hashes, and nothing more', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(twelve)?.[1]?.replaceAll('&#39;', "'")
    const hash = (tag: string) => {
      const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(twelve)?.[1] ?? ''
      expect(text.length).toBeGreaterThan(1000)
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    }
    expect(policy?.split('; ')).toEqual([
      `default-src 'none'`,
      `style-src ${hash('style')}`,
      `script-src ${hash('script')}`,
      'img-src data:',
      `base-uri 'none'`,
      `form-action 'none'`,
    ])
  })

  test('has no attribute that fetches, styles or runs something', () => {
    const tags = twelve.replace(/<(style|script)>.*?<\/\1>/gs, '').match(/<[a-z][^>]*>/g) ?? []
    expect(tags.length).toBeGreaterThan(500)
    for (const tag of tags) {
      expect(tag).not.toMatch(/\s(src|srcset|style|action|on[a-z]+)=/)
      expect(/\shref="([^"]*)"/.exec(tag)?.[1] ?? '#').toMatch(/^(#|data:image\/svg\+xml,|https:)/)
      if (tag.includes('href="https:')) expect(tag).toMatch(/^<a .* rel="noreferrer">$/) // followed by people only
    }
  })
})

test('what is hostile is said, and escaped', () => {
  for (const text of [HOSTILE.reason, HOSTILE.setting, HOSTILE.host]) expect(twelve).not.toContain(text)
  expect(twelve).toContain('&lt;/script&gt;&lt;script&gt;document.title = &#39;owned&#39;')
  expect(twelve).toContain('Undo \\u{202e}gnp.exe\\u{202c} and the rest\\u{0}\\u{d800}')
  expect(twelve.match(/<script/g)).toHaveLength(1)
  expect(twelve.match(/<img/g)).toBeNull()
})

describe('of three environments', () => {
  const row = (page: string, head: string): string =>
    new RegExp(`<tr><th scope="row"[^>]*>(?:<code>)?${head}<.*?</tr>`).exec(page)?.[0] ?? ''
  const cells = (line: string) =>
    [...line.matchAll(/<td( class="differs")?[^>]*>(.*?)<\/td>/g)].map(([, marked, text = '']) => [
      text.replaceAll('<small>', ' ').replace(/<[^>]*>/g, ''),
      marked !== undefined,
    ])

  test('says what each environment was built as, and marks what most do not have', () => {
    const page = reportPage(three)
    expect(cells(row(page, 'Follows'))).toEqual([
      ['main', false],
      ['main', false],
      ['main', false],
    ])
    const components = page.slice(page.indexOf('>Components</'))
    expect(cells(row(components, 'external-<wbr>secrets'))).toEqual([
      ['—', false],
      ['—', false],
      ['on store: vault, path: todo/production', true],
    ])
    expect(cells(row(components, 'postgres'))).toEqual([
      ['on storage: 1Gi', true],
      ['—', false],
      ['—', false],
    ])
    const backend = page.slice(page.indexOf('>backend</bdi></h3>'))
    expect(cells(row(backend, 'Pods'))).toEqual([
      ['2 to 4', true],
      ['2 to 10', true],
      ['3 to 10', true],
    ])
    expect(cells(row(backend, 'LOG_<wbr>LEVEL'))).toEqual([
      ['info', false],
      ['debug', true],
      ['info', false],
    ])
  })

  test('with one environment nothing differs, and nothing asks which', () => {
    const page = reportPage(reportOf(three.environments.slice(0, 1)))
    expect(page).not.toContain('class="differs"')
    expect(page).not.toContain('name="env"')
    expect(page).not.toContain('name="differences"')
  })
})

test('an image is told once, with its commit, its day and wherever it runs', () => {
  const [, after = ''] = twelve.split('id="builds"')
  const builds = after.slice(0, after.indexOf('</table>')).match(/<tr data-item.*?<\/tr>/gs) ?? []
  expect(builds).toHaveLength(8) // four services, two versions each
  expect(builds[0]).toContain('Let the agent name its tools')
  expect(builds[0]).toContain('<time datetime="2026-03-01T12:00:00Z">2026-03-01</time>')
  expect(builds[0]).toContain('data-e="0 1 2 4 5 6 8 9 10"')
})

test('a finding that several environments share is told once', () => {
  expect(twelve.match(/The image frontend:0\.2\.9 has no digest\./g)).toHaveLength(1)
  expect(twelve).toContain('environments/<wbr>*/<wbr>release.')
})

test('a hold that ended before the commit is said to be over, and one that has not is not', () => {
  const rows = twelve.match(/<tr data-item.*?<\/tr>/gs) ?? []
  const until = (day: string) => rows.filter((row) => row.includes(`datetime="${day}"`))
  expect(until('2026-03-01').some((row) => row.includes('>over<'))).toBe(true)
  expect(until('2026-04-01')).toHaveLength(2)
  expect(until('2026-04-01').join()).not.toContain('>over<')
})

test('what waits to be promoted says what it lacks, and from when on it passes', () => {
  const [, after = ''] = twelve.split('id="promotions-table"')
  const rows = [...after.slice(0, after.indexOf('</table>')).matchAll(/<tr data-item.*?<\/tr>/gs)].map(
    ([row]) =>
      [...row.matchAll(/<t[hd].*?<\/t[hd]>/gs)].map(([cell]) => cell.replaceAll(/<[^>]*>/g, ' ').trim()),
  )
  expect(rows.map(([environment, service]) => `${environment} ${service}`)).toEqual([
    ...['ai-agent', 'backend', 'frontend', 'mcp-server'].map(
      (name) => expect.stringMatching(`^team-01 +from +staging +, automatically ${name}$`) as string,
    ),
    'team-02 every service',
    'team-03 ',
  ])
  expect(rows.map(([, , , lacks]) => lacks)).toEqual([
    expect.stringMatching(/failed at 2026-03-14T08:00Z \(&lt;\/script&gt;.*it passes 24h after/),
    expect.stringMatching(/the gate opens at 2026-03-15T08:00Z +no window is open then; the next one opens/),
    'nothing',
    expect.stringContaining('mcp-server is held at 0.2.9: Waits for the audit.'),
    expect.stringMatching(/^no window is open; the next one opens at 2026-03-16T09:00\+01:00/),
    expect.stringContaining('history is cut off'),
  ])
  expect(rows.map((cells) => cells.at(-1))).toEqual([
    ...['not known', '2026-03-16 09:00+01:00', 'now', 'refused', '2026-03-16 09:00+01:00', ''],
  ])
  expect(reportPage(three)).not.toContain('id="promotions"')
})

test('a hundred environments stay a page that can be sent', () => {
  expect(hundred.length).toBeLessThan(1_000_000)
  expect(hundred.match(/<svg role/g)).toHaveLength(2) // those that look alike share a picture
})

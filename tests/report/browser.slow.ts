import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { reportPage } from '../../render/report/report.ts'
import { startChromium } from '../support/browser.ts'
import { accessible } from './accessible.ts'
import { threeSubjects } from './environments.ts'
import { filters } from './filters.ts'
import { keyboard } from './keyboard.ts'
import { reading } from './reading.ts'
import { fleetOf, reportFor, reportOf } from './samples.ts'

// One browser for all of it: starting it takes longer than the tests.
let browser: Browser
let few: string
let many: string

beforeAll(async () => {
  const subjects = await threeSubjects()
  few = reportPage(reportOf(subjects.map(reportFor)))
  many = reportPage(fleetOf(subjects[1], 12))
  browser = await startChromium()
}, 120_000)
afterAll(() => browser?.close())

const given = () => ({ browser, few, many })

describe('reading', () => reading(given))
describe('filters', () => filters(given))
describe('keyboard', () => keyboard(given))
describe('accessible', () => accessible(given))

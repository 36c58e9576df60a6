import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { accessible } from './accessible.ts'
import { behind } from './behind.ts'
import { startChromium } from './chromium.ts'
import { keyboard } from './keyboard.ts'
import { much } from './much.ts'
import { narrow } from './narrow.ts'
import { refusals } from './refusals.ts'
import { type System, startSystem } from './system.ts'
import { tasksAndChat } from './tasks-and-chat.ts'
import { visiting } from './visit.ts'

// One system and one browser for all of it: starting them takes longer than the tests.
let system: System
let browser: Browser

beforeAll(async () => {
  system = await startSystem()
  browser = await startChromium()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const visit = visiting(() => ({ browser, url: system.url }))

describe('tasks and chat', () => tasksAndChat(visit))
describe('keyboard', () => keyboard(visit))
describe('refusals', () => refusals(visit))
describe('accessible', () => accessible(visit))
describe('narrow', () => narrow(visit))
describe('much', () => much(visit))
describe('behind', () => behind(visit, () => system))

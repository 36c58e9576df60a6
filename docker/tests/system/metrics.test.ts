import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { measureDatabase } from '@todo/http-service/database-metrics'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAgentService } from '../../ai-agent/src/agent-service.ts'
import { measuring } from '../../frontend/server/measure.ts'
import { createMcpService } from '../../mcp-server/src/mcp-service.ts'
import { AUTH_SECRET, NOWHERE, signedUp, testBackend } from '../support/backend.ts'
import { quiet } from '../support/logs.ts'

// What alerts and dashboards may ask for: base/components/monitoring is held against the same file.
const EXPOSED = JSON.parse(readFileSync(join(import.meta.dirname, '../../metrics.json'), 'utf8')) as {
  /** The labels of each service's own metrics. */
  readonly own: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Of those that prom-client collects of every process: which there are depends on the platform. */
  readonly process: readonly string[]
}

const texts: Record<string, string> = {}
const closing: (() => unknown)[] = []

beforeAll(async () => {
  const { backend, database, close } = await testBackend()
  closing.push(close)
  const { ask } = await signedUp(backend)
  await ask('GET', '~/tasks')
  texts['backend'] = (await backend.inject('/metrics')).body

  const mcp = createMcpService({ database, logger: quiet(), authSecret: AUTH_SECRET, tasksPerUser: 10 })
  closing.push(() => mcp.close())
  measureDatabase(mcp, database)
  await mcp.inject('/health/services')
  texts['mcp-server'] = (await mcp.inject('/metrics')).body

  const agent = await createAgentService({
    mcpServerUrl: `${NOWHERE}/mcp`,
    model: 'none',
    baseUrl: NOWHERE,
    apiKey: undefined,
    logger: quiet(),
  })
  closing.push(() => agent.close())
  const headers = { authorization: 'Bearer of a user' }
  await agent.inject({ method: 'POST', url: '/chat', headers, payload: { message: 'Hello' } })
  texts['ai-agent'] = (await agent.inject('/metrics')).body

  const frontend = await measuring('127.0.0.1', 0)
  closing.push(frontend.close)
  const answer = Object.assign(new EventEmitter(), { statusCode: 200, writableFinished: true })
  const asked = { method: 'GET', url: '/tasks?status=pending' } as IncomingMessage
  frontend.observe(asked, answer as unknown as ServerResponse)
  answer.emit('close')
  texts['frontend'] = await (await fetch(`http://127.0.0.1:${frontend.port}/metrics`)).text()
})
afterAll(async () => {
  for (const close of closing) await close()
})

it.each(Object.keys(EXPOSED.own))('%s exposes the metrics and labels of metrics.json', (service) => {
  const found = Object.entries(metricsIn(texts[service] ?? ''))
  const isOfProcess = ([name]: readonly [string, unknown]) => /^(nodejs|process)_/.test(name)
  expect(Object.fromEntries(found.filter((each) => !isOfProcess(each)))).toEqual(EXPOSED.own[service])
  expect(found.filter(isOfProcess).map(([name]) => name)).toEqual(
    expect.arrayContaining([...EXPOSED.process]),
  )
})

/** The metrics of an exposition with the labels that their series have. */
function metricsIn(text: string): Record<string, string[]> {
  const names = [...text.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1] as string)
  return Object.fromEntries(
    names.map((name) => {
      const series = [...text.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} `, 'gm'))]
      const labels = series.flatMap(([, inside = '']) =>
        [...inside.matchAll(/(\w+)="/g)].map((match) => match[1] as string),
      )
      return [name, [...new Set(labels)].sort()]
    }),
  )
}

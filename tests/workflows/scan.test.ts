import { expect, test } from 'vitest'
import { makePlace } from './runner/place.ts'
import { startRun } from './runner/run.ts'

const event = { repository: { fork: false } }

test('every image that an environment runs is scanned, and one finding stops no other', async () => {
  const place = await makePlace('bumped')
  const run = await startRun(place, 'scan', {
    github: { event_name: 'schedule', event },
    vulnerable: (image) => image.includes('/backend@'),
  })
  await run.go()
  expect(run.scanned.map((image) => image.replace(/^.*\//, '').replace(/@.*/, ''))).toEqual(
    expect.arrayContaining(['backend', 'frontend', 'postgres']),
  )
  expect(run.results.filter(({ result }) => result === 'failure')).toHaveLength(1)
})

test('a fork scans nothing', async () => {
  const place = await makePlace('bumped')
  const github = { event_name: 'schedule', event: { repository: { fork: true } } }
  const run = await startRun(place, 'scan', { github })
  await run.go()
  expect(run.results.map(({ result }) => result)).toEqual(['skipped', 'skipped'])
})

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../../support/repository.ts'

const FLEET = 'environments/fleet.yaml'
const RENDERED = /^(overlays|apps)\//

/** Its commands are for copying. */
const NAMING = 'docs/quickstart.md'
/** Its links to the runbook are held against fleet.yaml by monitoring.test.ts. */
const ALERTS = 'base/components/monitoring/prometheus-rule.yaml'

test('nothing else that people write names the repository or the registry', () => {
  const { repository, registry } = parse(readFileSync(join(ROOT, FLEET), 'utf8'))
  const address = repository.replace(/^https:\/\//, '').replace(/\.git$/, '')
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
  const naming = tracked
    .filter((path) => path !== FLEET && !RENDERED.test(path) && path !== NAMING && path !== ALERTS)
    .filter((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      return text.includes(address) || text.includes(registry)
    })
  expect(tracked.length).toBeGreaterThan(100)
  expect(naming).toEqual([])
})

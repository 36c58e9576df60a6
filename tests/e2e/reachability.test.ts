import { expect, test } from 'vitest'
import { allowedPairs } from './cluster/reachability.ts'

test('resolves peers that stand for a workload, and leaves out those that are no pods', () => {
  const texts = [
    'connections:\n  backend: [ai-agent:8002, database]\n  prometheus: [backend:8000]\n',
    'peers:\n  database: { workload: postgres, port: 5432 }\n',
    'connections:\n  ai-agent: [model-api]\npeers:\n  model-api: { addresses: [192.0.2.0/24], port: 443 }\n',
    '',
  ]
  expect([...allowedPairs(texts, ['backend', 'ai-agent', 'postgres'])]).toEqual([
    'backend -> ai-agent:8002',
    'backend -> postgres:5432',
  ])
})

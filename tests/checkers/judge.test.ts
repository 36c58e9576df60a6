import { expect, test } from 'vitest'
import type { Finding } from './checker.ts'
import { type Exception, judge } from './judge.ts'

const finding = (rule: string, place: string): Finding => ({ rule, place, message: 'not so' })
const exception = (rule: string, place?: RegExp, checker = 'kube-score'): Exception => ({
  checker,
  rule,
  ...(place && { place }),
  reason: 'meant',
})

const FINDINGS = [
  finding('few-replicas', 'staging/Deployment/backend'),
  finding('few-replicas', 'production/Deployment/backend'),
  finding('node-port', 'minikube/Service/frontend'),
]

test.each([
  { says: 'all is open without exceptions', exceptions: [], open: [0, 1, 2], stale: [] },
  { says: 'a rule, everywhere', exceptions: [exception('few-replicas')], open: [2], stale: [] },
  {
    says: 'a rule at a place',
    exceptions: [exception('few-replicas', /^staging\//)],
    open: [1, 2],
    stale: [],
  },
  { says: 'a rule is a whole name', exceptions: [exception('few')], open: [0, 1, 2], stale: [0] },
  {
    says: 'a place that is gone',
    exceptions: [exception('node-port', /^staging\//)],
    open: [0, 1, 2],
    stale: [0],
  },
  {
    says: 'two that cover the same are both in use',
    exceptions: [exception('node-port'), exception('node-port', /frontend$/)],
    open: [0, 1],
    stale: [],
  },
  {
    says: "another checker's exception neither excuses nor is stale",
    exceptions: [exception('node-port', undefined, 'checkov'), exception('gone', undefined, 'checkov')],
    open: [0, 1, 2],
    stale: [],
  },
  {
    says: 'only what covers nothing is stale',
    exceptions: [exception('gone'), exception('node-port')],
    open: [0, 1],
    stale: [0],
  },
])('$says', ({ exceptions, open, stale }) => {
  expect(judge('kube-score', FINDINGS, exceptions)).toEqual({
    open: open.map((index) => FINDINGS[index]),
    excused: FINDINGS.length - open.length,
    stale: stale.map((index) => exceptions[index]),
  })
})

test('every exception is stale when nothing is found', () => {
  const exceptions = [exception('few-replicas'), exception('node-port')]
  expect(judge('kube-score', [], exceptions)).toEqual({ open: [], excused: 0, stale: exceptions })
})

import { expect, test } from 'vitest'
import type { EnvironmentReport } from '../../render/report/data.ts'
import { header } from '../../render/report/header.ts'
import { toText } from '../../render/report/markup.ts'
import type { Finding } from '../../render/verify/verify.ts'
import { reportOf } from './samples.ts'

const finding = (severity: Finding['severity'], excepted?: string): Finding => ({
  rule: 'sample-digest',
  severity,
  environment: 'staging',
  path: [],
  message: 'The image has no digest.',
  why: 'A tag can be moved.',
  remediation: 'Bump it.',
  ...(excepted !== undefined && { excepted }),
})

const environment = (findings: readonly Finding[], held = false) =>
  ({
    environment: { name: 'staging', cluster: 'cloud' },
    findings,
    ...(held && { holds: { services: { backend: { reason: 'Orders are lost.' } } } }),
  }) as unknown as EnvironmentReport

const lead = (...environments: readonly EnvironmentReport[]): string =>
  /<p class="lead">(.*?)<\/p>/s
    .exec(toText(header(reportOf(environments), ['backend'])))?.[1]
    ?.replace(/<[^>]*>/g, '')
    .trim() ?? ''

test.each<[string, EnvironmentReport[], string]>([
  ['nothing', [environment([])], 'Every rule holds.'],
  [
    'exceptions only',
    [environment(Array(8).fill(finding('error', 'Not published yet.')))],
    'Every rule holds. 8 findings excepted.',
  ],
  [
    'one exception and a hold',
    [environment([finding('error', 'Not published yet.')], true)],
    'Every rule holds. 1 finding excepted, 1 hold.',
  ],
  [
    'some of each',
    [
      environment(
        [finding('error'), finding('warning'), finding('warning'), finding('error', 'Later.')],
        true,
      ),
    ],
    '1 error, 2 warnings, 1 finding excepted, 1 hold.',
  ],
])('the lead says of %s', (_, environments, expected) => {
  expect(lead(...environments)).toBe(`1 environment on 1 cluster, 1 service in each. ${expected}`)
})

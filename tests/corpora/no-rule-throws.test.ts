import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { RULES } from '../../render/verify/rules.ts'
import { subjectFor } from '../support/subject.ts'
import { foreignSubject, runRules } from './foreign.ts'
import { harmed, harms } from './hostile.ts'

/** Kinds that no environment here has. */
const OTHERS: readonly Resource[] = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x' },
    spec: { containers: [{ name: 'x', image: 'x' }] },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, type: 'Opaque', data: { a: 'eA==' } },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'x', labels: { a: 'b' } },
    spec: {
      schedule: '* * * * *',
      jobTemplate: { spec: { template: { spec: { containers: [{ name: 'x' }] } } } },
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'x' },
    spec: { hostnames: ['x'], rules: [{ backendRefs: [{ name: 'x', port: 80 }] }] },
  },
]

test.each(['minikube', 'production'])(
  'whatever is wrong with the resources of %s, no rule throws',
  async (name) => {
    const own = await subjectFor(name)
    const resources = [...own.resources, ...OTHERS]
    fc.assert(
      fc.property(harms, (list) => {
        const { found, thrown } = runRules(foreignSubject(own, harmed(resources, list)), RULES)
        expect(thrown).toEqual([])
        for (const { message, path = [] } of found) {
          expect(message).toMatch(/\S/)
          expect(path.every((step) => ['string', 'number'].includes(typeof step))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  },
)

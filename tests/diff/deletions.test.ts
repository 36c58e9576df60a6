import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import { application, resource, risks, side, workload } from './resources.ts'

const kept = [
  resource('PersistentVolumeClaim', 'data', {
    metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } },
  }),
  {
    ...workload('Job', 'once'),
    metadata: { name: 'once', annotations: { 'argocd.argoproj.io/hook': 'Sync' } },
  },
]

test.each([
  ['less than the budget', 3, undefined, false],
  ['as much as the budget', 2, undefined, false],
  [
    'more than the budget',
    1,
    /`deletionBudget: 2` in environments\/dev\/environment.yaml in this pull request/,
    true,
  ],
])('%s is removed', (_, deletionBudget, remediation, exceeded) => {
  const gone = ['a', 'b'].map((name) => resource('ServiceAccount', name))
  const change = diff([
    {
      name: 'dev',
      before: side([...gone, ...kept]),
      after: side([], { deletionBudget }),
      causes: { own: true, base: false },
    },
  ])
  const deletions = change.environments[0]?.deletions
  expect(deletions).toMatchObject({ removed: 2, budget: deletionBudget, exceeded })
  if (remediation) expect(deletions?.remediation).toMatch(remediation)
  else expect(deletions).not.toHaveProperty('remediation')
  expect(change.summary.overBudget).toEqual(exceeded ? ['dev'] : [])
})

test.each([
  ['by its finalizer', application(), 3, 'high environment-removed'],
  ['not without one', { ...application(), metadata: { name: 'todo-dev' } }, 1, 'medium environment-let-go'],
])('an environment takes everything with it %s', (_, app, removed, risk) => {
  const before = {
    ...side([]),
    resources: [app, ...kept],
  }
  const change = diff([{ name: 'dev', before, causes: { own: true, base: false } }])
  expect(change.environments[0]).toMatchObject({
    status: 'removed',
    deletions: { removed, budget: 0, exceeded: true },
  })
  expect(change.environments[0]?.deletions.remediation).toMatch(/first, in a pull request of its own/)
  expect(risks(change)).toEqual([risk])
})

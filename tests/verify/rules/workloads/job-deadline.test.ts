import { jobDeadline } from '../../../../render/verify/rules/workloads/job-deadline.ts'
import { mistakes } from '../../mistakes.ts'
import { type Draft, same, set, testRule } from '../../rule-cases.ts'

const cronJob =
  (spec: object, more: object = {}) =>
  (draft: Draft) => {
    const metadata = { name: 'nightly' }
    draft.resources.push({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { startingDeadlineSeconds: 600, jobTemplate: { spec }, ...more },
    })
  }

testRule(jobDeadline, {
  catches: [
    [
      'a Job without an end',
      'production',
      (draft) => set(draft, 'Job/migration', 'spec.activeDeadlineSeconds', undefined),
      [
        [
          'Job/migration',
          'spec.activeDeadlineSeconds',
          'Job/migration does not set activeDeadlineSeconds; set the seconds after which it is stopped.',
        ],
      ],
    ],
    [
      'a hook that tries again and again',
      'production',
      (draft) => set(draft, 'Job/smoke-test', 'spec.backoffLimit', 2),
      [['Job/smoke-test', 'spec.backoffLimit', 'backoffLimit is 2: expected 0 or 1 on a hook.']],
    ],
    [
      'a hook that does not say how often',
      'production',
      (draft) => set(draft, 'Job/smoke-test', 'spec.backoffLimit', undefined),
      [
        [
          'Job/smoke-test',
          'spec.backoffLimit',
          'backoffLimit is not set, which is 6: expected 0 or 1 on a hook.',
        ],
      ],
    ],
    [
      'a CronJob without an end',
      'production',
      cronJob({ backoffLimit: 3 }),
      [
        [
          'CronJob/nightly',
          'spec.jobTemplate.spec.activeDeadlineSeconds',
          'CronJob/nightly does not set activeDeadlineSeconds; set the seconds after which it is stopped.',
        ],
      ],
    ],
    [
      'a CronJob that starts however late it is',
      'production',
      cronJob({ activeDeadlineSeconds: 600 }, { startingDeadlineSeconds: undefined }),
      [
        [
          'CronJob/nightly',
          'spec.startingDeadlineSeconds',
          'startingDeadlineSeconds is not set: expected 10 or more; a run that is later is skipped.',
        ],
      ],
    ],
    [
      'a CronJob that may never start',
      'production',
      cronJob({ activeDeadlineSeconds: 600 }, { startingDeadlineSeconds: 5 }),
      [
        [
          'CronJob/nightly',
          'spec.startingDeadlineSeconds',
          'startingDeadlineSeconds is 5: expected 10 or more; a run that is later is skipped.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['a hook that tries once', 'production', (draft) => set(draft, 'Job/smoke-test', 'spec.backoffLimit', 0)],
    [
      'a CronJob that tries four times',
      'production',
      cronJob({ activeDeadlineSeconds: 600, backoffLimit: 3 }),
    ],
  ],
})

mistakes(jobDeadline, 'minikube', [
  [
    'a hook of half an hour',
    [['Job/migration', 'spec.activeDeadlineSeconds', 1800]],
    [
      'Job/migration spec.activeDeadlineSeconds: activeDeadlineSeconds of Job/migration is 1800: expected 900 or less on a hook, for which the sync waits.',
    ],
  ],
  ['a hook of a quarter of an hour', [['Job/migration', 'spec.activeDeadlineSeconds', 900]], []],
])

import { releaseInUse } from '../../../../render/verify/rules/images/release-in-use.ts'
import { CONTAINER, drop, same, set, setIn, testRule } from '../../rule-cases.ts'

const FILE = 'environments/production/release.yaml'

testRule(releaseInUse, {
  catches: [
    [
      'an image that base misspells',
      'production',
      (draft) => set(draft, 'Deployment/ai-agent', `${CONTAINER}.image`, 'ai-agnet'),
      [[FILE, 'services.ai-agent', 'No workload runs the image of "ai-agent". Did you mean "ai-agnet"?']],
    ],
    [
      'an entry of a service that is gone',
      'production',
      (draft) => setIn(draft.environment, 'release.reports', { tag: '1.0.0' }),
      [[FILE, 'services.reports', 'No workload runs the image of "reports".']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['an image that only a Job runs', 'production', (draft) => drop(draft, 'Deployment/backend')],
  ],
})

import { imageDigest } from '../../../../render/verify/rules/images/image-digest.ts'
import { CONTAINER, type Draft, REGISTRY, set, setIn, testRule } from '../../rule-cases.ts'

const DIGEST = `sha256:${'0a'.repeat(32)}`

/** As after the first bump of every service. */
const published = (draft: Draft) => {
  setIn(draft.cluster, 'local', undefined)
  for (const name of ['ai-agent', 'backend', 'frontend', 'mcp-server'])
    set(draft, `Deployment/${name}`, `${CONTAINER}.image`, `${REGISTRY}/${name}:0.1.0@${DIGEST}`)
  set(draft, 'Job/migration', `${CONTAINER}.image`, `${REGISTRY}/backend:0.1.0@${DIGEST}`)
  set(draft, 'Job/smoke-test', `${CONTAINER}.image`, `${REGISTRY}/frontend:0.1.0@${DIGEST}`)
}

testRule(imageDigest, {
  catches: [
    [
      'a tag alone, once for Deployment and Job',
      'production',
      (draft) => {
        published(draft)
        for (const id of ['Deployment/backend', 'Job/migration'])
          set(draft, id, `${CONTAINER}.image`, `${REGISTRY}/backend:0.1.0`)
      },
      [
        [
          'Deployment/backend',
          `${CONTAINER}.image`,
          `Image "${REGISTRY}/backend:0.1.0" has no digest: expected "${REGISTRY}/backend:0.1.0@sha256:...".`,
        ],
      ],
    ],
    [
      'a tag alone, of a Job',
      'staging',
      (draft) => {
        published(draft)
        set(draft, 'Job/smoke-test', `${CONTAINER}.image`, `${REGISTRY}/frontend:0.1.0`)
      },
      [
        [
          'Job/smoke-test',
          `${CONTAINER}.image`,
          `Image "${REGISTRY}/frontend:0.1.0" has no digest: expected "${REGISTRY}/frontend:0.1.0@sha256:...".`,
        ],
      ],
    ],
  ],
  passes: [
    ['digests everywhere', 'production', published],
    ['the database, which is not ours', 'minikube', published],
    [
      'images that are loaded into a local cluster',
      'minikube',
      (draft) => setIn(draft.cluster, 'local', true),
    ],
  ],
})

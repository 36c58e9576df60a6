import { imageFromRelease } from '../../../../render/verify/rules/images/image-from-release.ts'
import { CONTAINER, type Draft, POD, REGISTRY, same, set, setIn, testRule } from '../../rule-cases.ts'

const IMAGE = `${CONTAINER}.image`
const FILE = 'environments/production/release.yaml'
const DIGEST = `sha256:${'0a'.repeat(32)}`

const released = (draft: Draft, entry: object) => setIn(draft.environment, 'release.backend', entry)
const run = (draft: Draft, image: string) => {
  set(draft, 'Deployment/backend', IMAGE, `${REGISTRY}/${image}`)
  set(draft, 'Job/migration', IMAGE, `${REGISTRY}/${image}`)
}
const backend = `${REGISTRY}/backend`

testRule(imageFromRelease, {
  catches: [
    [
      'another tag',
      'production',
      (draft) => {
        released(draft, { tag: '0.1.0' })
        run(draft, 'backend:0.1.0')
        set(draft, 'Job/migration', IMAGE, `${backend}:0.2.0`)
      },
      [['Job/migration', IMAGE, `It runs "${backend}:0.2.0": expected "${backend}:0.1.0" from ${FILE}.`]],
    ],
    [
      'a lost digest',
      'production',
      (draft) => {
        released(draft, { tag: '0.1.0', digest: DIGEST })
        run(draft, 'backend:0.1.0')
      },
      ['Deployment/backend', 'Job/migration'].map((id) => [
        id,
        IMAGE,
        `It runs "${backend}:0.1.0": expected "${backend}:0.1.0@${DIGEST}" from ${FILE}.`,
      ]),
    ],
    [
      'a service without an entry',
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${POD}.initContainers`, [
          { name: 'wait', image: `${REGISTRY}/bakend:1` },
        ]),
      [
        [
          'Deployment/backend',
          `${POD}.initContainers.0.image`,
          `${FILE} has no image for "bakend", which runs "${REGISTRY}/bakend:1". Did you mean "backend"?`,
        ],
      ],
    ],
    [
      'a bare name that nothing replaced',
      'production',
      (draft) => {
        released(draft, { tag: '0.1.0' })
        run(draft, 'backend:0.1.0')
        set(draft, 'Job/migration', IMAGE, 'backend')
      },
      [['Job/migration', IMAGE, `It runs "backend": expected "${backend}:0.1.0" from ${FILE}.`]],
    ],
  ],
  passes: [
    ['Minikube as it is', 'minikube', same],
    ['production as it is', 'production', same],
    [
      'tag and digest as the release has them',
      'production',
      (draft) => {
        released(draft, { tag: '0.2.0', digest: DIGEST })
        run(draft, `backend:0.2.0@${DIGEST}`)
      },
    ],
    [
      "someone else's image of the same name",
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${POD}.initContainers`, [
          { name: 'wait', image: `registry.example:5000/backend:1@${DIGEST}` },
        ]),
    ],
  ],
})

import { imagePinned } from '../../../../render/verify/rules/images/image-pinned.ts'
import { CONTAINER, type Draft, REGISTRY, same, set, testRule } from '../../rule-cases.ts'

const POSTGRES = 'StatefulSet/postgres'
const IMAGE = `${CONTAINER}.image`
const run = (image: string) => (draft: Draft) => set(draft, POSTGRES, IMAGE, image)
const wrong = (image: string) =>
  [
    [
      POSTGRES,
      IMAGE,
      `Image "${image}" is not from ${REGISTRY} and has no digest; add @sha256: and 64 hexadecimal digits.`,
    ],
  ] as const

testRule(imagePinned, {
  catches: [
    ['a tag alone', 'minikube', run('postgres:17-alpine'), wrong('postgres:17-alpine')],
    ['half a digest', 'minikube', run('postgres:17@sha256:742f40ea'), wrong('postgres:17@sha256:742f40ea')],
    [
      'a registry that only begins like ours',
      'minikube',
      run(`${REGISTRY}-too/backend:1`),
      wrong(`${REGISTRY}-too/backend:1`),
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    ['our own image, which `image-digest` is about', 'production', same],
  ],
})

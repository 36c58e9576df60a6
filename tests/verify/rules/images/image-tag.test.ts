import { imageTag } from '../../../../render/verify/rules/images/image-tag.ts'
import { mistakes } from '../../mistakes.ts'
import { CONTAINER, type Draft, same, set, testRule } from '../../rule-cases.ts'

const IMAGE = `${CONTAINER}.image`
const run = (image: string) => (draft: Draft) => set(draft, 'Deployment/backend', IMAGE, image)
const wrong = (image: string, found: string, hint = '') =>
  [['Deployment/backend', IMAGE, `Image "${image}" has ${found}; set a version.${hint}`]] as const

testRule(imageTag, {
  catches: [
    [
      'latest',
      'production',
      run('example.com/backend:latest'),
      wrong('example.com/backend:latest', 'the tag "latest"'),
    ],
    ['no tag', 'production', run('example.com/backend'), wrong('example.com/backend', 'no tag')],
    [
      "a port that isn't a tag",
      'production',
      run('example.com:5000/backend'),
      wrong('example.com:5000/backend', 'no tag'),
    ],
    [
      'a misspelt service of base',
      'production',
      run('bakend'),
      wrong('bakend', 'no tag', ' Did you mean the service "backend"?'),
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    ['a registry with a port', 'production', run('example.com:5000/backend:1.0.0')],
  ],
})

mistakes(imageTag, 'minikube', [
  [
    'capitals in the name',
    [['StatefulSet/postgres', 'spec.template.spec.containers.0.image', 'Postgres:17-alpine']],
    [
      'StatefulSet/postgres spec.template.spec.containers.0.image: Invalid image name "Postgres:17-alpine": use lower-case letters, digits and . _ - between slashes.',
    ],
  ],
  [
    'a registry with a port',
    [
      [
        'StatefulSet/postgres',
        'spec.template.spec.containers.0.image',
        'registry.example.org:5000/library/post-gres__x.y:17',
      ],
    ],
    [],
  ],
])

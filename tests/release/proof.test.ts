import { describe, expect, test } from 'vitest'
import { type Builds, prove } from '../../render/release/proof.ts'
import { digest } from './builds.ts'

const REGISTRY = 'ghcr.io/todo'
const backend = `${REGISTRY}/backend`
const [OLD, NEW] = [`:0.1@${digest('a')}`, `:0.2@${digest('b')}`]

/** As kustomize writes manifests: a Deployment of two services, a Job of the first, a ConfigMap. */
const manifests = (
  references: { backend?: string; migration?: string; frontend?: string; text?: string } = {},
): string => `apiVersion: v1
data:
  notes: |
${(references.text ?? 'Nothing to say.').replace(/^/gm, '    ')}
kind: ConfigMap
metadata:
  name: notes
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
spec:
  template:
    spec:
      containers:
      - env: []
        image: ${REGISTRY}/backend${references.backend ?? NEW}
        name: backend
      initContainers:
      - image: ${REGISTRY}/backend${references.migration ?? references.backend ?? NEW}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: frontend
spec:
  template:
    spec:
      containers:
      - image: ${REGISTRY}/frontend${references.frontend ?? NEW}
        name: frontend
`

const before = manifests()
const after = manifests({ backend: OLD })
const whole: Builds = { before, after, target: after }
const images = new Map([[backend, OLD]])
const NONE = { images: [], others: [] }

describe('holds', () => {
  test.each<[string, Builds, ReadonlyMap<string, string>]>([
    ['where the image alone goes back', whole, images],
    ['where the target can no longer be built', { before, after }, images],
    [
      'where other things have changed since the target',
      { ...whole, target: manifests({ backend: OLD, frontend: OLD, text: 'Nothing was said.' }) },
      images,
    ],
    [
      'where the target ran it from another registry',
      { ...whole, target: after.replaceAll(REGISTRY, 'docker.io/todo') },
      images,
    ],
    [
      'of two services',
      { before, after: manifests({ backend: OLD, frontend: OLD }) },
      new Map([
        [backend, OLD],
        [`${REGISTRY}/frontend`, OLD],
      ]),
    ],
    [
      'of a tag without digest',
      { before, after: manifests({ backend: ':0.1' }) },
      new Map([[backend, ':0.1']]),
    ],
    [
      'where another digest is all that differs',
      { before, after: manifests({ backend: `:0.2@${digest('a')}` }) },
      new Map([[backend, `:0.2@${digest('a')}`]]),
    ],
    [
      'where the images are quoted, as kustomize does by what stands between',
      {
        before: before.replaceAll(/image: (.*backend.*)/g, 'image: "$1"'),
        after: after.replaceAll(/image: (.*backend.*)/g, "image: '$1'"),
      },
      images,
    ],
    ...['notes: |', 'notes: |-', 'notes: >2', 'texts:\n  - |', 'texts:\n  - notes: |'].map(
      (key): [string, Builds, ReadonlyMap<string, string>] => {
        const indent = key.includes('- n') ? '      ' : '    '
        const inText = (text: string) =>
          text.replace('notes: |\n    ', `${key}\n${indent}First.\n\n${indent}`)
        const text = `image: ${backend}:0.0`
        return [
          `where a text mentions an image of its own, below "${key.replace('\n', ' ')}"`,
          { before: inText(manifests({ text })), after: inText(manifests({ text, backend: OLD })) },
          images,
        ]
      },
    ),
  ])('%s', (_, builds, wanted) => expect(prove(builds, wanted)).toEqual(NONE))
})

describe('fails for an image', () => {
  test.each<[string, Partial<Builds>, ReadonlyMap<string, string>, string]>([
    ['that stays as it was', { after: before }, images, `${backend} would run ${NEW}`],
    [
      'that stays in one of two workloads',
      { after: manifests({ backend: OLD, migration: NEW }) },
      images,
      `${backend} would run ${OLD}, ${NEW}`,
    ],
    [
      'whose tag begins like the wanted one',
      { after: manifests({ backend: ':0.10' }), target: manifests({ backend: ':0.1' }) },
      new Map([[backend, ':0.1']]),
      `${backend} would run :0.10`,
    ],
    [
      'whose tag is the beginning of the wanted one',
      { after: manifests({ backend: ':0.1' }), target: manifests({ backend: ':0.10' }) },
      new Map([[backend, ':0.10']]),
      `${backend} would run :0.1`,
    ],
    [
      'with the tag and another digest',
      { after: manifests({ backend: `:0.1@${digest('b')}` }) },
      images,
      `${backend} would run :0.1@${digest('b')}`,
    ],
    [
      'with the tag and no digest',
      { after: manifests({ backend: ':0.1' }) },
      images,
      `${backend} would run :0.1;`,
    ],
    [
      'with a digest where the target had none',
      { target: manifests({ backend: ':0.1' }) },
      new Map([[backend, ':0.1']]),
      `${backend} would run ${OLD}`,
    ],
    [
      'that is what release.yaml says, but not what the target built',
      { target: manifests({ backend: ':0.0' }) },
      images,
      `${backend} would run ${OLD}`,
    ],
    [
      'that is what one workload of the target ran, and not the other',
      { target: manifests({ backend: OLD, migration: ':0.0' }) },
      images,
      `${backend} would run ${OLD}`,
    ],
    [
      'that no workload runs any more',
      { after: after.replaceAll(`${backend}:`, `${REGISTRY}/backend-2:`) },
      images,
      `${backend} runs nowhere`,
    ],
    [
      'that only a text mentions',
      {
        after: manifests({ text: `image: ${backend}${OLD}` }).replaceAll(
          `${backend}${NEW}`,
          `${REGISTRY}/other${NEW}`,
        ),
      },
      images,
      `${backend} runs nowhere`,
    ],
  ])('%s', (_, change, wanted, message) => {
    const { images } = prove({ ...whole, ...change }, wanted)
    expect(images).toHaveLength(1)
    expect(images[0]).toContain(message)
  })
})

describe('fails for another byte:', () => {
  test.each<[string, string, string]>([
    ['a service that was not rolled back', manifests({ backend: OLD, frontend: OLD }), `frontend${OLD}`],
    ['a setting', after.replace('Nothing', 'Something'), 'Something to say.'],
    ['a line more', `${after}status: {}\n`, 'status: {}'],
    ['a line less', after.replace('        name: frontend\n', ''), ''],
    ['a resource less', after.slice(after.indexOf('---\n') + 4), 'line 1 '],
    ['the order of two lines', after.replace('      - env: []\n  ', '      - env: []\n    '), 'image:'],
    ['white space behind a line', after.replace('name: notes', 'name: notes '), 'name: notes '],
    ['the end of the last line', after.trimEnd(), 'would be not there'],
    [
      'an image under another name',
      after.replace(`${REGISTRY}/frontend`, 'docker.io/todo/frontend'),
      'docker.io',
    ],
    [
      'a service whose name begins like that of what was rolled back',
      after.replace(`${REGISTRY}/frontend${NEW}`, `${REGISTRY}/backend-2${NEW}`),
      'backend-2',
    ],
  ])('%s', (_, changed, found) => {
    const { others } = prove({ ...whole, after: changed }, images)
    expect(others).toHaveLength(1)
    expect(others[0]).toContain(found)
  })

  test('a text that looks like an image', () => {
    const text = (reference: string) => ({ text: `Runs:\nimage: ${backend}${reference}` })
    const { others } = prove(
      { before: manifests(text(NEW)), after: manifests({ ...text(OLD), backend: OLD }) },
      images,
    )
    expect(others[0]).toContain(`line 5 of the built manifests was "    image: ${backend}${NEW}"`)
  })

  test('a key behind a text is no text any more', () => {
    const keyed = (reference: string) => before.replace('kind: C', `  image: ${backend}${reference}\nkind: C`)
    expect(prove({ before: keyed(NEW), after: keyed(OLD) }, images).images[0]).toContain(
      `run ${OLD}, ${NEW};`,
    )
  })

  test('the images of two that were rolled back, each for the other', () => {
    const { others } = prove(
      { before, after: before.replace(`${backend}${NEW}`, `${REGISTRY}/frontend${NEW}`) },
      new Map([
        [backend, NEW],
        [`${REGISTRY}/frontend`, NEW],
      ]),
    )
    expect(others[0]).toContain(`"        image: ${backend}`)
  })

  test('an image whose name begins like that of what was rolled back is another one', () => {
    const two = (first: string, second: string) =>
      manifests({ backend: first }).replace(`${REGISTRY}/frontend${NEW}`, `${REGISTRY}/backend-2${second}`)
    expect(prove({ before: two(NEW, NEW), after: two(OLD, NEW) }, images)).toEqual(NONE)
    expect(prove({ before: two(NEW, NEW), after: two(OLD, OLD) }, images).others[0]).toContain('backend-2')
    expect(
      prove({ before: two(NEW, NEW), after: two(NEW, OLD) }, new Map([[`${REGISTRY}/backend-2`, OLD]])),
    ).toEqual(NONE)
  })
})

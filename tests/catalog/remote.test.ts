import { describe, expect, test } from 'vitest'
import { notLocal } from '../../render/catalog/local-path.ts'
import { parseCatalog } from '../../render/catalog/parse-catalog.ts'
import { locator } from '../../render/problem/locate.ts'
import { kustomization, SMALLEST } from './base.ts'

// Kustomize clones or downloads what looks like an address, even if a folder of that name is there.

const REMOTE = [
  'git@127.0.0.1:evil/repo.git',
  'git@bitbucket.org/company/project.git//path?ref=branch',
  'org-12345@github.com/owner/name',
  'github.com/owner/name',
  'gitHub.com/owner/name/path',
  'github.com:owner/name',
  'github.com/',
  'github.com./owner/name',
  'git::github.com/owner/name',
  'git::https://gitlab.com/owner/name',
  'gh:owner/name',
  'https://example.com/owner/name',
  'hTTps://example.com/owner/name',
  'https:/example.com/owner/name',
  'http://example.com/a.yaml',
  'ssh://git.example.com:7999/owner/name',
  'ssh:/git.example.com/owner/name',
  'file:///srv/name',
  'file:/srv/name',
  'example.com/owner/name.git',
  'dev.azure.com/org/project/_git/name',
  's3::bucket/path',
  'owner/name?ref=main',
  'owner//name',
  '//owner/name',
  '/srv/name',
  '\\\\host\\share',
  'C:\\base',
  ' a.yaml',
  'a.yaml\n',
  'xn--e1afmkfd.xn--p1ai/owner/name',
  '%67ithub.com/owner/name',
  '',
]

test.each(REMOTE)('%j may be an address', (entry) =>
  expect(notLocal(entry, true)).toMatch(/^which kustomize may/),
)

test.each([
  'deployment.yaml',
  'jobs',
  'jobs/',
  './jobs',
  '../../shared/rolling-update',
  '..',
  'v1.2/deployment.yaml',
  '1.0/a.yaml',
  './github.com/owner/name',
  '../github.com/owner/name',
  'src/github.com/name',
  'tools.git.yaml',
  '.hidden/a.yaml',
  '_base/a.yaml',
  'network-policy_to-database.yaml',
])('%j is a path', (entry) => expect(notLocal(entry, false)).toBeUndefined())

const WEB = 'base/services/web'

/** The problems of a base with these files, as `file:line:column: message`. */
function problems(change: Readonly<Record<string, string>>): string[] {
  const files = { ...SMALLEST, ...change }
  return parseCatalog(new Map(Object.entries(files))).problems.map((problem) => {
    const place = locator((files as Record<string, string>)[problem.file] ?? '')(problem)
    return `${problem.file}:${place?.line}:${place?.column}: ${problem.message}`
  })
}

const DISGUISE = 'git@127.0.0.1:evil/repo.git'
const inWeb = (text: string) => ({
  [`${WEB}/kustomization.yaml`]: `resources: [deployment.yaml]\n${text}`,
  // What it names is there, as a reviewer would see it.
  [`${WEB}/${DISGUISE}`]: 'A=1\n',
  [`${WEB}/${DISGUISE}/kustomization.yaml`]: kustomization([]),
})

describe('no field takes an address, though a file or folder has its name', () => {
  test.each([
    ['components', `components:\n  - ${DISGUISE}\n`, 3, 5],
    ['patches', `patches:\n  - path: ${DISGUISE}\n`, 3, 11],
    ['env', `configMapGenerator:\n  - env: ${DISGUISE}\n`, 3, 10],
    ['envs', `configMapGenerator:\n  - envs: [${DISGUISE}]\n`, 3, 12],
    ['files', `configMapGenerator:\n  - files: [a=${DISGUISE}]\n`, 3, 13],
  ])('%s', (_, text, line, column) =>
    expect(problems(inWeb(text))[0]).toMatch(
      new RegExp(`^${WEB}/kustomization.yaml:${line}:${column}: names "${DISGUISE}", which kustomize may`),
    ),
  )

  test('resources, in a folder that another kustomization names', () =>
    expect(
      problems({
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml', 'jobs']),
        [`${WEB}/jobs/kustomization.yaml`]: `resources:\n  - ${DISGUISE}\n`,
        [`${WEB}/jobs/${DISGUISE}/kustomization.yaml`]: kustomization([]),
      }),
    ).toEqual([expect.stringMatching(/jobs\/kustomization.yaml:2:5: names "git@127/)]))

  test('resources of base/argocd, which kubectl applies', () =>
    expect(problems({ 'base/argocd/kustomization.yaml': 'resources: [github.com/owner/name]\n' })).toEqual([
      expect.stringMatching(/^base\/argocd\/kustomization.yaml:1:13: names "github.com/),
    ]))

  test('a folder that is named like a host, and how to name it', () => {
    const folder = { [`${WEB}/github.com/kustomization.yaml`]: kustomization([]) }
    expect(
      problems({
        ...folder,
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml', 'github.com']),
      }),
    ).toEqual([expect.stringContaining('write ./github.com')])
    expect(
      problems({
        ...folder,
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml', './github.com']),
      }),
    ).toEqual([])
  })
})

describe('what kustomize reads another way is refused', () => {
  const ADDRESS = 'http://127.0.0.1:1/a.yaml'
  test.each([
    ['a key in capitals', `patches: [{Path: "${ADDRESS}"}]\n`, /:2:12: has the field Path: expected path/],
    ['another one', `configMapGenerator: [{name: a, FILES: ["${ADDRESS}"]}]\n`, /:2:32: has the field FILES/],
    ['a field in capitals', `Components: ["${ADDRESS}"]\n`, /:2:1: has the field Components/],
    ['binary text', 'components: [!!binary Z2l0aHViLmNvbS9hL2I=]\n', /:2:23: must name resources/],
    [
      'a line that ends in U+2028',
      `# a\u2028components: ["${ADDRESS}"]\n`,
      /:2:4: has the character U\+2028/,
    ],
    [
      'a line that ends in U+0085',
      `# a\u0085components: ["${ADDRESS}"]\n`,
      /:2:4: has the character U\+0085/,
    ],
    ['a line that ends in a carriage return', `# a\rcomponents: ["${ADDRESS}"]\n`, /:2:4: .* U\+000D/],
    ['a list that is a map', 'patches: {a: b}\n', /:2:1: must be a list/],
    ['an entry that is no map', 'patches: [null]\n', /:2:11: must be a map/],
  ])('%s', (_, text, expected) => {
    const found = problems({ [`${WEB}/kustomization.yaml`]: `resources: [deployment.yaml]\n${text}` })
    expect(found).toEqual([expect.stringMatching(expected)])
  })

  test('but lines that end in both are lines', () =>
    expect(problems({ [`${WEB}/kustomization.yaml`]: '# a\r\nresources: [deployment.yaml]\r\n' })).toEqual(
      [],
    ))
})

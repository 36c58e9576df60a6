import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validateFolder } from '../../render/commands/folder/validate-folder.ts'
import { flawsOf } from '../annotations/sarif-flaws.ts'
import { temporaryFolder, write } from '../support/repository.ts'

const deployment = (name: string, image = 'registry.example/web:1.0') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: web
          image: ${image}
`

const service = (name: string, port = 'http') => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: {app: ${name}}
  ports:
    - port: 80
      targetPort: ${port}
`

const textOf = ({ lines, errors }: { lines: readonly { text: string }[]; errors: readonly string[] }) =>
  [...lines.map(({ text }) => text), ...errors].join('\n')

/** A repository of someone else. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder()
  mkdirSync(join(root, '.git'))
  write(root, files)
  return root
}

interface Told {
  readonly rule: string
  readonly file: string
  readonly line?: number
  readonly environment: string
}
const findingsOf = (json: Readonly<Record<string, unknown>>, rule: string): Told[] =>
  (json['findings'] as Told[]).filter((each) => each.rule === rule)

const tree = {
  'deploy/base/kustomization.yaml': 'resources: [all.yaml]\n',
  'deploy/base/all.yaml': `${deployment('web', 'web:latest')}---\n${service('web', 'htpp')}`,
  'deploy/dev/kustomization.yaml': 'namespace: dev\nresources: [../base]\n',
  'deploy/prod/kustomization.yaml':
    'namespace: prod\nnamePrefix: p-\nresources: [../base]\npatches: [{path: replicas.yaml}]\n',
  'deploy/prod/replicas.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: other:latest\n',
}

test('several kustomizations in one tree: those that no other names are built, findings are where people change them', async () => {
  const root = repository(tree)
  const { exit, json } = await validateFolder({ path: join(root, 'deploy') })
  expect(exit).toBe(1)
  expect(json['folders']).toEqual(['deploy/dev', 'deploy/prod'])
  expect(json['problems']).toEqual([])
  // In a file of two documents, by the line of the second one.
  expect(findingsOf(json, 'service-target-port')).toEqual([
    expect.objectContaining({ environment: 'deploy/dev', file: 'deploy/base/all.yaml', line: 24 }),
    expect.objectContaining({ environment: 'deploy/prod', file: 'deploy/base/all.yaml', line: 24 }),
  ])
  expect(findingsOf(json, 'image-tag')).toEqual([
    expect.objectContaining({ environment: 'deploy/dev', file: 'deploy/base/all.yaml', line: 14 }),
    expect.objectContaining({ environment: 'deploy/prod', file: 'deploy/prod/replicas.yaml', line: 9 }),
  ])
  expect(existsSync(join(root, '.render'))).toBe(false)
  expect(readdirSync(root).sort()).toEqual(['.git', 'deploy'])
})

test('the output says which rules do not apply, and why; every form and exit code is that of validate', async () => {
  const root = repository(tree)
  const path = join(root, 'deploy')
  const outcome = await validateFolder({ path })
  expect(textOf(outcome)).toMatch(/^not checked \(release\.yaml says .*\): image-digest, /m)
  expect(outcome.json['notApplied']).toContainEqual({
    ...{ rule: 'image-digest', needs: ['release'], why: expect.stringContaining('release.yaml') },
  })
  expect(outcome.lines.at(-1)?.text).toMatch(/^2 folders, \d+ rules: \d+ errors, \d+ warnings?\.$/)
  const github = await validateFolder({ path, format: 'github' })
  expect(github.exit).toBe(outcome.exit)
  expect(github.text).toMatch(
    /^::error file=deploy\/base\/all\.yaml,line=24,col=\d+,title=service-target-port::/m,
  )
  const sarif = await validateFolder({ path, format: 'sarif' })
  expect(flawsOf(JSON.parse(sarif.text ?? ''))).toEqual([])
})

test('plain manifests of a folder that is no repository are looked at together', async () => {
  const root = temporaryFolder()
  write(root, {
    'web.yaml': deployment('web'),
    'more/service.yaml': service('web', 'htpp'),
    'values.yaml': 'replicas: 1\n',
    'chart/Chart.yaml': 'name: x\n',
    'chart/templates/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Name }}}\n',
  })
  const { json, exit } = await validateFolder({ path: root })
  expect(exit).toBe(1)
  expect(json['folders']).toEqual(['.'])
  expect(findingsOf(json, 'service-target-port')).toMatchObject([{ file: 'more/service.yaml', line: 9 }])
})

test('plain manifests for two environments are looked at apart', async () => {
  const root = temporaryFolder()
  write(root, {
    'dev/a.yaml': deployment('web'),
    'dev/s.yaml': service('web'),
    'prod/a.yaml': deployment('web'),
  })
  const { json } = await validateFolder({ path: root })
  expect(json['folders']).toEqual(['dev', 'prod'])
  expect(findingsOf(json, 'unique-names')).toEqual([])
})

test('a manifest beside a kustomization that does not name it is said', async () => {
  const root = repository({ ...tree, 'deploy/dev/forgotten.yaml': service('other') })
  const { json, lines } = await validateFolder({ path: root })
  expect(json['unnamed']).toEqual(['deploy/dev/forgotten.yaml'])
  expect(textOf({ lines, errors: [] })).toContain('deploy/dev/forgotten.yaml')
})

const MARK = 'pwned'
const code = (folder: string) => `require('fs').writeFileSync('${join(folder, MARK)}', '')`

/** What a kustomization may hold that would fetch, execute, or read something outside. */
const HOSTILE: readonly (readonly [string, string, RegExp])[] = [
  ['a remote base', 'resources:\n  - https://example.com/base?ref=v1\n', /:2:5: refused: .*remote address/],
  ['a base at a host', 'resources:\n  - github.com/owner/name/base\n', /:2:5: refused: .*remote address/],
  ['a base by ssh', 'resources:\n  - git@example.com:owner/name\n', /:2:5: refused: .*remote address/],
  ['helmCharts', 'helmCharts:\n  - name: x\n', /:1:1: refused: helmCharts/],
  ['helmCharts in other letters', 'HelmCharts:\n  - name: x\n', /:1:1: refused: HelmCharts/],
  ['a generator', 'generators:\n  - plugin.yaml\n', /:2:5: refused: generators/],
  ['an exec function', 'transformers:\n  - plugin.yaml\n', /:2:5: refused: transformers/],
  ['a validator', 'validators:\n  - plugin.yaml\n', /:2:5: refused: validators/],
  ['a path that leads out', 'resources:\n  - ../../outside.yaml\n', /:2:5: refused: .*leads out/],
  ['an absolute path', 'resources:\n  - /etc\n', /:2:5: refused: .*absolute/],
  [
    'a file of a generator that leads out',
    'configMapGenerator:\n  - name: x\n    files:\n      - y=../../outside\n',
    /:4:9: refused: .*leads out/,
  ],
  [
    'an env file that is a link',
    'configMapGenerator:\n  - name: x\n    envs:\n      - link.env\n',
    /:4:9: refused: .*symbolic link/,
  ],
  ['a way through a link', 'resources:\n  - linked/a.yaml\n', /:2:5: refused: .*symbolic link/],
  ['what is not there', 'resources:\n  - missing.yaml\n', /:2:5: refused: .*is not a file or folder/],
  ['no text', 'resources:\n  - {a: b}\n', /:2:5: refused: must be the path/],
  ['an alias bomb', 'resources: [bomb.yaml]\n', /bomb\.yaml:\d+:\d+: refused: has the alias/],
]

test.each(HOSTILE)(
  '%s is refused with its place, and the rest is checked',
  async (_, kustomization, message) => {
    const root = repository({
      'a/kustomization.yaml': kustomization,
      'a/plugin.yaml': `apiVersion: x/v1\nkind: X\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./run.sh}\n`,
      'a/bomb.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`,
      'b/kustomization.yaml': 'resources: [all.yaml]\n',
      'b/all.yaml': service('web', 'htpp'),
    })
    writeFileSync(join(root, 'a/run.sh'), `#!/bin/sh\ntouch ${join(root, MARK)}\n`, { mode: 0o755 })
    write(root, {
      'a/component.ts': code(root),
      'policies/mine.ts': code(root),
      'base/components/x/component.ts': code(root),
    })
    const outside = temporaryFolder()
    write(outside, { 'a.yaml': deployment('web'), env: 'SECRET=1\n' })
    symlinkSync(outside, join(root, 'a/linked'))
    symlinkSync(join(outside, 'env'), join(root, 'a/link.env'))
    const outcome = await validateFolder({ path: root })
    expect(textOf(outcome)).toMatch(message)
    expect(outcome.exit).toBe(2)
    expect(outcome.json['folders']).toEqual(['b'])
    expect(JSON.stringify(outcome.json)).not.toContain('SECRET')
    expect(existsSync(join(root, MARK))).toBe(false)
  },
)

test('what kustomize refuses is told with the folder, without a path of this machine', async () => {
  const root = repository({
    'a/kustomization.yaml': 'resources: [../b]\n',
    'b/kustomization.yaml': 'resources: [../a]\n',
    'c/kustomization.yaml': 'resourcez: []\n',
  })
  const { exit, json } = await validateFolder({ path: root })
  expect(exit).toBe(1)
  expect((json['failures'] as { name: string }[]).map(({ name }) => name)).toEqual(['a', 'c'])
  expect(JSON.stringify(json)).not.toContain('gitops-build-')
})

test.each([
  ['no folder', (root: string) => join(root, 'nowhere'), /not found/],
  ['a file', (root: string) => join(root, 'file.txt'), /is not a folder/],
  ['nothing to check', (root: string) => root, /no kustomization and no manifest/],
])('%s is said', async (_, path, message) => {
  const root = temporaryFolder()
  write(root, { 'file.txt': 'x' })
  const outcome = await validateFolder({ path: path(root) })
  expect(outcome.exit).toBe(2)
  expect(textOf(outcome)).toMatch(message)
})

test('an unknown Kubernetes version is said; a custom resource without a schema is counted and not judged', async () => {
  const root = temporaryFolder()
  write(root, {
    'a.yaml': 'apiVersion: shop.example.com/v1\nkind: Order\nmetadata: {name: x}\nspec: {any: 1}\n',
  })
  expect((await validateFolder({ path: root, kubernetes: '1.99' })).errors[0]).toContain('1.99')
  const { json, exit } = await validateFolder({ path: root })
  expect(json['unknownKinds']).toEqual(['shop.example.com/v1 Order'])
  expect(exit).toBe(0)
})

import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../render/catalog/parse-catalog.ts'
import { locator } from '../../render/problem/locate.ts'
import { componentsIn } from '../../render/repository/engine-code.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { SYSTEM } from '../support/repository.ts'
import { deployment, kustomization, SMALLEST } from './base.ts'

const catalogOf = (files: Readonly<Record<string, string>>) => parseCatalog(new Map(Object.entries(files)))

/** What is wrong with a base that differs from the smallest one in these files; `undefined` leaves one out. */
const problems = (change: Readonly<Record<string, string | undefined>>): string[] => {
  const files = Object.entries({ ...SMALLEST, ...change }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  )
  return parseCatalog(new Map(files)).problems.map(({ file, message }) => `${file}: ${message}`)
}

const WEB = 'base/services/web'
const REMOTE =
  'which kustomize may interpret as a remote address: use the relative path of a file or folder in base, of letters, digits, ".", "_" and "-" only.'
const NO_CONTAINER = `${WEB}: must bring a Deployment, StatefulSet, DaemonSet or CronJob "web" with a container.`

describe('what base offers', () => {
  test('minimum', () =>
    expect(catalogOf(SMALLEST)).toEqual({
      catalog: {
        services: {
          web: {
            kinds: [{ group: 'apps', kind: 'Deployment' }],
            workloads: ['Deployment/web'],
            images: ['web'],
            workload: { kind: 'Deployment', container: 'web' },
            requires: [],
            retainable: [],
            settings: [],
            resources: { requests: {}, limits: {} },
          },
        },
        components: {},
        platform: {
          kinds: [{ group: '', kind: 'Namespace' }],
          retainable: [{ kind: 'Namespace', name: 'todo' }],
          workloads: [],
          images: [],
          quota: [],
          quotaName: '',
        },
      },
      problems: [],
    }))

  test('settings, resources, autoscaling, quota, components and generated ConfigMaps', () => {
    const { catalog, problems } = catalogOf({
      ...SMALLEST,
      [`${WEB}/kustomization.yaml`]: kustomization(
        ['deployment.yaml', 'jobs'],
        'configMapGenerator: [{name: web}]\n',
      ),
      [`${WEB}/deployment.yaml`]: deployment(
        'web',
        'web',
        '          resources:\n            requests: {cpu: 100m}\n            limits: {memory: 1Gi}\n',
      ),
      [`${WEB}/settings.env`]: '# A=1\n\nLOG_LEVEL=info\n  URL=http://a?b=c\nEMPTY=\n',
      [`${WEB}/jobs/kustomization.yaml`]: kustomization(['all.yaml']),
      [`${WEB}/jobs/all.yaml`]:
        'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n',
      [`${WEB}/autoscaling/kustomization.yaml`]: kustomization(['hpa.yaml']),
      [`${WEB}/autoscaling/hpa.yaml`]:
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: 2, maxReplicas: 9}\n',
      [`${WEB}/requirements.yaml`]: 'components:\n  - oneOf: [a, b]\n  - c\n',
      'base/platform/kustomization.yaml': kustomization(['namespace.yaml', 'quota.yaml']),
      'base/platform/quota.yaml':
        'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: todo}\nspec: {hard: {pods: "9", limits.cpu: "3"}}\n',
      'base/components/spread/kustomization.yaml': 'kind: Component\n',
      'base/components/README.md': '# not a component\n',
    })
    expect(problems).toEqual([])
    expect(catalog.services['web']).toEqual({
      kinds: [
        { group: '', kind: 'ConfigMap' },
        { group: '', kind: 'Service' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'batch', kind: 'Job' },
      ],
      retainable: [],
      workloads: ['Deployment/web', 'Job/a'],
      images: ['web'],
      workload: { kind: 'Deployment', container: 'web' },
      requires: [{ oneOf: ['a', 'b'] }, 'c'],
      settings: ['LOG_LEVEL', 'URL', 'EMPTY'],
      resources: { requests: { cpu: '100m' }, limits: { memory: '1Gi' } },
      autoscaling: {
        minReplicas: 2,
        maxReplicas: 9,
        kinds: [{ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }],
      },
    })
    expect(catalog.components).toEqual({
      spread: { kinds: [], retainable: [], workloads: [], images: [], isBuilt: true },
    })
    expect(catalog.platform).toMatchObject({ quota: ['pods', 'limits.cpu'], quotaName: 'todo' })
  })

  test('whatever the order in which the files were found', () => {
    const files = readInputs(SYSTEM).inputs.base
    expect(parseCatalog(new Map([...files].reverse()))).toEqual(parseCatalog(files))
  })
})

describe('what a kustomization names and base lacks is a problem at the entry', () => {
  const at = (text: string): Place[] => {
    const files = { ...SMALLEST, [`${WEB}/kustomization.yaml`]: text }
    const { problems } = parseCatalog(new Map(Object.entries(files)))
    return problems.map((problem) => ({ file: problem.file, ...locator(text)(problem) }))
  }
  const file = `${WEB}/kustomization.yaml`
  test.each<[string, string, readonly Place[]]>([
    ['a resource', 'resources:\n  - deployment.yaml\n  - gone.yaml\n', [{ file, line: 3, column: 5 }]],
    [
      'two of them, and a Component',
      'resources:\n  - deployment.yaml\n  - a.yaml\n  - b\ncomponents:\n  - ../../c\n',
      [
        { file, line: 3, column: 5 },
        { file, line: 4, column: 5 },
        { file, line: 6, column: 5 },
      ],
    ],
    [
      'a patch',
      'resources: [deployment.yaml]\npatches:\n  - patch: "a: 1"\n  - path: gone.yaml\n',
      [{ file, line: 4, column: 11 }],
    ],
    [
      'a file of settings',
      'resources: [deployment.yaml]\nconfigMapGenerator:\n  - name: web\n    envs:\n      - gone.env\n    files: [a=b]\n',
      [
        { file, line: 5, column: 9 },
        { file, line: 6, column: 13 },
      ],
    ],
    ['what is no path', 'resources:\n  - deployment.yaml\n  - 5\n', [{ file, line: 3, column: 5 }]],
    ['a field of another tool', 'resources: [deployment.yaml]\nbases: [a]\n', [{ file, line: 2, column: 1 }]],
  ])('%s', (_, text, places) => expect(at(text)).toEqual(places))

  const lineOf = (files: Readonly<Record<string, string>>) =>
    parseCatalog(new Map(Object.entries({ ...SMALLEST, ...files }))).problems.map(
      ({ file: where, message, position }) => `${where}:${position?.line}:${position?.column}: ${message}`,
    )

  test('broken YAML has the line it is broken in, and is said once for each', () =>
    expect(
      lineOf({ 'base/platform/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nkind: Job\na: b: c\n' }),
    ).toEqual([
      'base/platform/namespace.yaml:3:1: is not valid YAML: Map keys must be unique.',
      'base/platform/namespace.yaml:4:4: is not valid YAML: Nested mappings are not allowed in compact mappings.',
    ]))

  test('a folder may be named with a slash at its end', () =>
    expect(
      problems({
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml', 'jobs/']),
        [`${WEB}/jobs/kustomization.yaml`]: kustomization([]),
      }),
    ).toEqual([]))
})

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

describe('what no kustomization names does nothing, and is a problem', () => {
  const job = { [`${WEB}/job/kustomization.yaml`]: kustomization(['job.yaml']) }
  const manifest = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n'
  const refused = (what: string, where: string) =>
    `No kustomization names this ${what}, so it has no effect: add it to ${where}/kustomization.yaml, or remove it.`
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a manifest',
      { [`${WEB}/more.yaml`]: manifest, 'base/platform/more.yml': manifest },
      [
        `${WEB}/more.yaml: ${refused('file', WEB)}`,
        `base/platform/more.yml: ${refused('file', 'base/platform')}`,
      ],
    ],
    [
      'one that is named in a comment only',
      {
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml'], '# - more.yaml\n'),
        [`${WEB}/more.yaml`]: manifest,
      },
      [`${WEB}/more.yaml: ${refused('file', WEB)}`],
    ],
    [
      'a folder',
      { ...job, [`${WEB}/job/job.yaml`]: manifest },
      [`${WEB}/job/kustomization.yaml: ${refused('folder', WEB)}`],
    ],
    [
      'a patch',
      { 'base/shared/a/kustomization.yaml': 'kind: Component\n', 'base/shared/a/pod.yaml': 'a: 1\n' },
      [`base/shared/a/pod.yaml: ${refused('file', 'base/shared/a')}`],
    ],
  ])('%s', (_, change, expected) => expect(problems(change)).toEqual(expected))

  test('named from another folder, or read by the rules, it is none', () =>
    expect(
      problems({
        [`${WEB}/kustomization.yaml`]: kustomization(
          ['deployment.yaml', 'job'],
          'patches: [{path: ../../shared/a/pod.yaml}]\n',
        ),
        ...job,
        [`${WEB}/job/job.yaml`]: manifest,
        'base/shared/a/pod.yaml': 'a: 1\n',
        [`${WEB}/programs.yaml`]: 'web: {}\n',
        [`${WEB}/reachability.yaml`]: 'connections: {}\n',
        [`${WEB}/README.md`]: '# Web\n',
      }),
    ).toEqual([]))
})

describe('a base that cannot be used is refused with the file', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, readonly string[]]>([
    [
      'a service without kustomization',
      { [`${WEB}/kustomization.yaml`]: undefined },
      [
        `${WEB}/kustomization.yaml: is missing: every folder that a kustomization names needs one.`,
        NO_CONTAINER,
      ],
    ],
    [
      'no platform',
      { 'base/platform/kustomization.yaml': undefined, 'base/platform/namespace.yaml': undefined },
      ['base/platform/kustomization.yaml: is missing: every folder that a kustomization names needs one.'],
    ],
    [
      'a component without kustomization',
      { 'base/components/spread/patch.yaml': 'a: 1\n' },
      [
        'base/components/spread/kustomization.yaml: is missing: every folder that a kustomization names needs one.',
      ],
    ],
    ['a service without workload', { [`${WEB}/kustomization.yaml`]: kustomization([]) }, [NO_CONTAINER]],
    [
      'a Deployment of another name',
      { [`${WEB}/deployment.yaml`]: deployment('app', 'web') },
      [NO_CONTAINER],
    ],
    ['a container of another name is as good', { [`${WEB}/deployment.yaml`]: deployment('web', 'app') }, []],
    [
      'secrets from git',
      { [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml'], 'secretGenerator: [{name: a}]\n') },
      [`${WEB}/kustomization.yaml: has a secretGenerator: secrets never come from git.`],
    ],
    [
      'a patch from the network',
      {
        [`${WEB}/kustomization.yaml`]: kustomization(
          ['deployment.yaml'],
          'patches: [{path: "https://example.org/p.yaml"}]\n',
        ),
      },
      [`${WEB}/kustomization.yaml: names "https://example.org/p.yaml", ${REMOTE}`],
    ],
    [
      'settings from the network',
      {
        [`${WEB}/kustomization.yaml`]: kustomization(
          ['deployment.yaml'],
          'configMapGenerator: [{name: a, envs: ["https://example.org/a.env"]}]\n',
        ),
      },
      [`${WEB}/kustomization.yaml: names "https://example.org/a.env", ${REMOTE}`],
    ],
    [
      'bases, the old way to the network',
      {
        [`${WEB}/kustomization.yaml`]: kustomization(
          ['deployment.yaml'],
          'bases: ["https://example.org/b"]\n',
        ),
      },
      [
        `${WEB}/kustomization.yaml: has the field bases: expected apiVersion, kind, namespace, resources, components, configMapGenerator, secretGenerator, generators, helmCharts, patches, labels, commonAnnotations, generatorOptions, images, namePrefix, nameSuffix.`,
      ],
    ],
    [
      'no service',
      { [`${WEB}/kustomization.yaml`]: undefined, [`${WEB}/deployment.yaml`]: undefined },
      ['base/services: has no service.'],
    ],
  ])('%s', (_, change, expected) => expect(problems(change)).toEqual(expected))
})

/** Each of these once made the renderer throw or go on with half of a file: a problem that names it is enough. */
describe('a base that is broken is a problem with its file, not a crash and not ignored', () => {
  const more = (resource: string) => kustomization(['deployment.yaml', resource])
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'broken YAML in a manifest',
      { [`${WEB}/deployment.yaml`]: `${deployment('web')}  a: [\n` },
      `${WEB}/deployment.yaml`,
    ],
    [
      'a key twice in a manifest',
      { [`${WEB}/deployment.yaml`]: `${deployment('web')}kind: Job\n` },
      `${WEB}/deployment.yaml`,
    ],
    [
      'broken YAML in a kustomization',
      { [`${WEB}/kustomization.yaml`]: 'resources: [\n - a: b: c' },
      `${WEB}/kustomization.yaml`,
    ],
    [
      'a kustomization that is a list',
      { [`${WEB}/kustomization.yaml`]: '- deployment.yaml\n' },
      `${WEB}/kustomization.yaml`,
    ],
    [
      'resources that are no list',
      { [`${WEB}/kustomization.yaml`]: 'resources: deployment.yaml\n' },
      `${WEB}/kustomization.yaml`,
    ],
    [
      'a resource that is no text',
      { [`${WEB}/kustomization.yaml`]: 'resources: [deployment.yaml, 5]\n' },
      `${WEB}/kustomization.yaml`,
    ],
    [
      'a manifest without apiVersion',
      { [`${WEB}/kustomization.yaml`]: more('a.yaml'), [`${WEB}/a.yaml`]: 'kind: Job\n' },
      `${WEB}/a.yaml`,
    ],
    [
      'containers that are no list',
      { [`${WEB}/deployment.yaml`]: deployment('web').replace('- name', 'name').replace('  image', 'image') },
      WEB,
    ],
    [
      'an autoscaler without bounds',
      { [`${WEB}/autoscaling/kustomization.yaml`]: kustomization([]) },
      `${WEB}/autoscaling`,
    ],
    [
      'a folder that names itself',
      { 'base/components/a/kustomization.yaml': kustomization(['../a']) },
      'base/components/a/kustomization.yaml',
    ],
    [
      'a Secret with data',
      {
        [`${WEB}/kustomization.yaml`]: more('a.yaml'),
        [`${WEB}/a.yaml`]: 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: b}\n',
      },
      `${WEB}/a.yaml`,
    ],
  ])('%s', (_, change, file) => {
    expect(problems(change).some((each) => each.startsWith(file))).toBe(true)
  })

  test('a patch whose aliases would take all memory, in a file and in the kustomization', () => {
    const bomb = ['a', 'b', 'c', 'd', 'e'].map(
      (name, index, all) =>
        `${name}: &${name} [${Array(10)
          .fill(index ? `*${all[index - 1]}` : 'x')
          .join()}]\n`,
    )
    const patches = `patches: [{path: p.yaml}, {patch: ${JSON.stringify(bomb.join(''))}}]\n`
    const much = 'has the alias *c, with which aliases expand to more than 10000 values: write them out.'
    expect(
      problems({
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml'], patches),
        [`${WEB}/p.yaml`]: bomb.join(''),
      }),
    ).toEqual([`${WEB}/p.yaml: ${much}`, `${WEB}/kustomization.yaml: The patch ${much}`])
  })

  test('a mistake in what two services share is reported once', () => {
    const shared = 'components: [../../shared/a]\n'
    expect(
      problems({
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml'], shared),
        'base/services/api/kustomization.yaml': kustomization(['deployment.yaml'], shared),
        'base/services/api/deployment.yaml': deployment('api'),
        'base/shared/a/kustomization.yaml': 'kind: Component\npatches: [{path: p.yaml}]\n',
        'base/shared/a/p.yaml': 'a: *x\n',
      }),
    ).toEqual(['base/shared/a/p.yaml: has the alias *x, and no anchor &x before it.'])
  })

  test('a JSON Patch, and an alias or two in a patch, are no mistake', () => {
    const patches = 'patches: [{path: p.yaml, target: {kind: Deployment}}, {patch: "a: &x 1\\nb: *x"}]\n'
    expect(
      problems({
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml'], patches),
        [`${WEB}/p.yaml`]: '- {op: add, path: /metadata/labels/a, value: b}\n',
      }),
    ).toEqual([])
  })

  test('a List is its items', () => {
    const list = (items: string) => ({
      [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml', 'a.yaml']),
      [`${WEB}/a.yaml`]: `apiVersion: v1\nkind: List\nitems: [${items}]\n`,
    })
    const service = '{apiVersion: v1, kind: Service, metadata: {name: a}}'
    const { catalog } = catalogOf({ ...SMALLEST, ...list(`${service}, null`) })
    expect(catalog.services['web']?.kinds.map(({ kind }) => kind)).toEqual(['Service', 'Deployment'])
    expect(problems(list('{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {}}'))).toEqual([
      `${WEB}/a.yaml: is a Secret with data: secrets never come from git.`,
    ])
  })

  // kustomize builds the rest without a word, and the resource is gone.
  test.each(['', '\n', '---\n', '# Service of web\n', '---\n# a\n---\n', 'null\n'])(
    'a resource file that is empty: %j',
    (text) => {
      const files = {
        ...SMALLEST,
        [`${WEB}/kustomization.yaml`]: more('service.yaml'),
        [`${WEB}/service.yaml`]: text,
        'base/components/a/kustomization.yaml': 'kind: Component\nresources: [policy.yaml]\n',
        'base/components/a/policy.yaml': text,
      }
      const position = { line: 1, column: 1 }
      const message = 'The file is empty: add the resource, or remove the file from kustomization.yaml.'
      expect(catalogOf(files).problems).toEqual([
        expect.objectContaining({ file: `${WEB}/service.yaml`, position, message }),
        expect.objectContaining({ file: 'base/components/a/policy.yaml', position, message }),
      ])
    },
  )

  describe('a resource that two files of a kustomization bring', () => {
    const service = (more = '') => `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${more}`
    const found = (text: string) => {
      const file = `${WEB}/b.yaml`
      const files = {
        ...SMALLEST,
        [`${WEB}/kustomization.yaml`]: kustomization(['deployment.yaml', 'a.yaml', 'b.yaml']),
        [`${WEB}/a.yaml`]: service(),
        [file]: text,
      }
      return catalogOf(files).problems.map((problem) => {
        const { line, column } = locator(text)(problem)
        return `${problem.file}:${line}:${column}: ${problem.message}`
      })
    }
    const also = 'Service/web is also in a.yaml; remove one of them, or rename it.'
    test.each([
      ['as a copy', service(), `4:3: ${also}`],
      ['in the namespace that is the default', service('  namespace: default\n'), `4:3: ${also}`],
      ['in a later document', `# a\n---\n${service().replace('web', 'b')}---\n${service()}`, `11:3: ${also}`],
      [
        'in a List',
        `apiVersion: v1\nkind: List\nitems:\n  - ${service().trimEnd().replaceAll('\n', '\n    ')}\n`,
        `7:7: ${also}`,
      ],
    ])('%s', (_, text, problem) => expect(found(text)).toEqual([`${WEB}/b.yaml:${problem}`]))

    // What kustomize takes for two.
    test.each([
      ['of another namespace', service('  namespace: other\n')],
      ['of another version', service().replace('v1', 'example.org/v1')],
      ['of another name', service().replace('web', 'b')],
    ])('%s is another', (_, text) => expect(found(text)).toEqual([]))
  })

  // What kustomize takes as well.
  test.each(['---\n', '\n---\n# nothing\n'])('an empty document is no mistake: %j', (end) =>
    expect(problems({ [`${WEB}/deployment.yaml`]: deployment('web') + end })).toEqual([]),
  )
})

test('the base of the system is without problems', () => {
  const base = readInputs(SYSTEM).inputs.base
  const { catalog, problems } = parseCatalog(base, componentsIn(base).components)
  expect(problems).toEqual([])
  expect(Object.keys(catalog.services)).toEqual(['ai-agent', 'backend', 'frontend', 'mcp-server'])
  for (const { resources, autoscaling, settings } of Object.values(catalog.services)) {
    expect(Object.keys(resources.requests)).toEqual(expect.arrayContaining(['cpu', 'memory']))
    expect(Object.keys(resources.limits)).toEqual(expect.arrayContaining(['cpu', 'memory']))
    expect(settings).toContain('LOG_LEVEL')
    expect(autoscaling).toMatchObject({ minReplicas: 2, maxReplicas: 10 })
  }
})

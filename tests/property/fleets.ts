import * as fc from 'fast-check'
import { rangeStart } from '../../render/kubernetes/values/range-start.ts'

/** An environment as people write it, every option included; valid by construction. */
export interface Sample {
  readonly name: string
  readonly environment: Record<string, unknown>
  readonly release: Record<string, unknown>
}

const SERVICES = ['ai-agent', 'backend', 'frontend', 'mcp-server'] as const
const CLUSTERS = ['minikube', 'cloud'] as const

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,12}[a-z0-9])?$/)
const range = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(32))
  .map(([a, b, bits]) => `${rangeStart(`10.${a}.${b}.0/${bits}`)}/${bits}`)
const ranges = fc.uniqueArray(range, { minLength: 1, maxLength: 3 })
const port = fc.integer({ min: 1, max: 65535 })

/** Text of every plane, with what YAML, shells and templates trip over; none of what a setting may not hold. */
const setting = fc.oneof(
  fc.constantFrom(
    'no',
    '1_000',
    '12:30',
    '0123',
    '1e10',
    '~',
    '',
    ' a ',
    '{{x}}',
    '$(A)',
    'a: b #c',
    "'",
    '"',
    '2026-11-21',
  ),
  fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((text) => text.replace(/[\p{Cc}\u2028\u2029\ufffe\uffff]/gu, '_')),
  fc
    .array(fc.constantFrom('a', ' ', '\n', '#', '-', ':', '"'), { maxLength: 12 })
    .map((parts) => parts.join('')),
)
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  backend: ['LOG_LEVEL', 'AGENT_URL', 'DATABASE_POOL_MAX'],
  frontend: ['LOG_LEVEL'],
}

const scaling = fc.oneof(
  fc.record({ replicas: fc.integer({ min: 1, max: 100 }) }),
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 20 })).map(([min, more]) => ({
    autoscaling: { minReplicas: min, maxReplicas: min + more },
  })),
  fc.constant({}),
)

const resources = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }))
  .map(([request, more]) => ({
    resources: {
      requests: { cpu: `${request}m`, memory: `${request}Mi` },
      limits: { cpu: `${request + more}m`, memory: `${request + more}Mi` },
    },
  }))

const serviceOf = (name: string): fc.Arbitrary<object> =>
  fc
    .tuple(
      scaling,
      fc.oneof(resources, fc.constant({})),
      SETTINGS[name]
        ? fc.dictionary(fc.constantFrom(...SETTINGS[name]), setting, { maxKeys: 3, noNullPrototype: true })
        : fc.constant({}),
    )
    .map(([scale, sizes, settings]) => ({
      ...scale,
      ...sizes,
      ...(Object.keys(settings).length > 0 && { settings }),
    }))

const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.constant({}),
    value.map((each) => ({ [key]: each })),
  )

/** One environment; `index` keeps apart what no two of a fleet may share. */
const sample = (index: number): fc.Arbitrary<Sample> => {
  const served: fc.Arbitrary<{ host?: string; components?: object }> = fc.oneof(
    fc.constant({}),
    fc
      .tuple(
        label,
        label,
        optional(
          'tls',
          fc
            .tuple(label, optional('clusterIssuer', label))
            .map(([secretName, issuer]) => ({ secretName, ...issuer })),
        ),
      )
      .map(([className, controllerNamespace, tls]) => ({
        host: `h${index}.example.com`,
        components: { ingress: { className, controllerNamespace, ...tls } },
      })),
    fc.tuple(label, label, optional('sectionName', label)).map(([name, namespace, section]) => ({
      host: `h${index}.example.com`,
      components: { gateway: { name, namespace, ...section } },
    })),
  )
  const database = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 50 }), optional('storageClassName', label), fc.boolean())
      .map(([size, storage, backup]) => ({
        postgres: { storage: `${size}Gi`, ...storage },
        ...(backup && { backup: {} }),
      })),
    fc
      .tuple(ranges, optional('port', port))
      .map(([addresses, at]) => ({ 'external-database': { addresses, ...at } })),
  )
  const others = fc.tuple(
    optional(
      'namespace',
      label.map((text) => `n${index}-${text}`),
    ),
    optional('revision', fc.constantFrom('main', 'v1.2.0', 'release/next', '0123', 'on')),
    optional('retain', fc.boolean()),
    optional(
      'sync',
      // Without automated sync there is nothing to say about how it is done.
      fc.oneof(
        fc.constant({ automated: false }),
        fc.record(
          { automated: fc.constant(true), prune: fc.boolean(), selfHeal: fc.boolean() },
          { requiredKeys: [], noNullPrototype: true },
        ),
      ),
    ),
    optional(
      'quota',
      fc.dictionary(
        fc.constantFrom('pods', 'requests.cpu', 'limits.memory'),
        fc.constantFrom('20', '64', '100'),
        { minKeys: 1, noNullPrototype: true },
      ),
    ),
    optional(
      'services',
      fc.record(Object.fromEntries(SERVICES.map((name) => [name, serviceOf(name)])), {
        requiredKeys: [],
        noNullPrototype: true,
      }),
    ),
  )
  const options = fc.tuple(
    optional('node-port', fc.constant({ port: 30_000 + index })),
    optional(
      'external-secrets',
      fc
        .tuple(
          label,
          label,
          optional('storeKind', fc.constantFrom('ClusterSecretStore', 'SecretStore')),
          optional('refreshInterval', fc.constantFrom('1h', '90s', '1h30m')),
        )
        .map(([store, path, kind, interval]) => ({
          store,
          path: `todo/${path}/e${index}`,
          ...kind,
          ...interval,
        })),
    ),
    optional(
      'model-api',
      fc.tuple(ranges, optional('port', port)).map(([addresses, at]) => ({ addresses, ...at })),
    ),
    optional('monitoring', fc.constant({})),
    optional('spread', fc.constant({})),
  )
  const tag = fc.stringMatching(/^v?[0-9]{1,3}(\.[0-9]{1,3}){1,2}(-[a-z0-9]{1,8})?$/)
  const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/)
  const release = fc.record(
    Object.fromEntries(
      SERVICES.map((name) => [
        name,
        fc.tuple(tag, optional('digest', digest)).map(([text, known]) => ({ tag: text, ...known })),
      ]),
    ),
    { noNullPrototype: true },
  )
  return fc
    .tuple(label, fc.constantFrom(...CLUSTERS), served, database, options, others, release)
    .map(([name, cluster, { components: entrance, ...host }, inside, on, rest, services]) => ({
      name: `e${index}-${name}`,
      environment: {
        cluster,
        ...host,
        components: Object.assign({}, entrance, inside, ...on),
        ...Object.assign({}, ...rest),
      },
      release: { services },
    }))
}

/** A fleet of one to five environments. */
export const fleets: fc.Arbitrary<readonly Sample[]> = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => sample(index))))

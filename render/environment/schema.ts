import {
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TSchemaOptions,
  type TString,
  Type,
} from 'typebox'
import {
  byteQuantity,
  commitId,
  cpuQuantity,
  day,
  dnsLabel,
  duration,
  gitRevision,
  hostName,
  imageDigest,
  imageTag,
  quotaQuantity,
  reason,
  registryPath,
  repositoryUrl,
  resourceName,
  ruleName,
  serverUrl,
  settingValue,
  systemName,
  version,
} from '../component/syntax.ts'
import { NAMES } from './names.ts'

/** An object whose unknown keys are errors: a misspelt key must never be ignored. */
const closed = <P extends TProperties>(properties: P, description: string): TObject<P> =>
  Type.Object(properties, { additionalProperties: false, description })

/** A string syntax with a description of its use; errors quote what stands behind the dash. */
const described = (syntax: TString & { description?: string }, use: string): TString =>
  Object.assign({}, syntax, { description: `${use} — ${syntax.description}` })

/** A map by name, whose names follow a pattern; any other name is an error as well. */
const named = <S extends TSchema>(
  value: S,
  description: string,
  options: { pattern?: string } & TSchemaOptions = {},
) => {
  const { pattern = NAMES.service.pattern, ...rest } = options
  return Type.Record(Type.String({ pattern }), value, { additionalProperties: false, description, ...rest })
}

const migration = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 9999, description, examples: [7] })

const replicas = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 100, description, examples: [3] })

const computeResources = (description: string) =>
  closed({ cpu: Type.Optional(cpuQuantity), memory: Type.Optional(byteQuantity) }, description)

const service = closed(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description:
          'Set to false to leave the service out of this environment; no other key is allowed then.',
        examples: [false],
      }),
    ),
    replicas: Type.Optional(replicas('Number of pods; defaults to 1. Mutually exclusive with autoscaling.')),
    autoscaling: Type.Optional(
      closed(
        {
          minReplicas: replicas('Minimum number of pods.'),
          maxReplicas: replicas('Maximum number of pods.'),
        },
        'Enables the HorizontalPodAutoscaler of the service and sets its minimum and maximum.',
      ),
    ),
    resources: Type.Optional(
      closed(
        {
          requests: Type.Optional(computeResources('Resources that the scheduler reserves for a pod.')),
          limits: Type.Optional(computeResources('Maximum resources that a pod may use.')),
        },
        'CPU and memory of a pod; defaults to the values in base.',
      ),
    ),
    settings: Type.Optional(
      named(settingValue, "Environment variables; each must be declared in the service's settings.env.", {
        pattern: NAMES.setting.pattern,
        examples: [{ LOG_LEVEL: 'debug' }],
      }),
    ),
  },
  'Overrides for one service.',
)

const exception = closed(
  {
    rule: described(ruleName, 'The id of the rule in docs/rules.md'),
    resource: Type.Optional(
      described(
        resourceName,
        'The excepted resource as shown in findings, such as Deployment/backend; all resources if omitted',
      ),
    ),
    reason: described(reason, 'Why the rule does not apply here, for later readers'),
  },
  'A rule that does not apply here.',
)

const clock = (description: string, pattern: string, examples: string[]) =>
  Type.String({ description, pattern, examples })

const promotionWindow = closed(
  {
    days: Type.Array(
      Type.Unsafe<'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun'>({
        type: 'string',
        enum: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
        description: 'A weekday.',
      }),
      { minItems: 1, uniqueItems: true, description: 'The days on which the window begins.' },
    ),
    from: clock('When it opens — a time of day from 00:00 to 23:59', '^([01][0-9]|2[0-3]):[0-5][0-9]$', [
      '09:00',
    ]),
    to: clock(
      'When it closes, on the next day if that is not after `from` — a time of day from 00:00 to 24:00',
      '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
      ['16:00'],
    ),
    timezone: Type.String({
      description: 'The time zone of `from` and `to` — a name of the IANA database',
      examples: ['Europe/Berlin'],
    }),
    except: Type.Optional(
      Type.Array(day, { minItems: 1, uniqueItems: true, description: 'Days on which it does not open.' }),
    ),
  },
  'When this environment may move to new builds.',
)

const promotion = Type.Object(
  {
    from: Type.Optional(
      described(dnsLabel, 'The only environment whose builds may come here; `npm run bump` is refused'),
    ),
    healthy: Type.Optional(
      Type.Unsafe<'required'>({
        type: 'string',
        enum: ['required'],
        description:
          'Requires that Argo CD has reported the release of `from` as healthy, as docs/health.md sets up.',
        examples: ['required'],
      }),
    ),
    soak: Type.Optional(
      described(
        duration,
        'How long a build must have run in `from` without a newer one, healthy if `healthy` is required',
      ),
    ),
    windows: Type.Optional(
      Type.Array(promotionWindow, {
        minItems: 1,
        description: 'When this environment may move to new builds; one open window is enough.',
      }),
    ),
    auto: Type.Optional(
      Type.Boolean({
        description:
          'Promote from `from` as soon as every gate is open, by the scheduled workflow promote-due; defaults to false.',
        examples: [true],
      }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'Gates for bump and promote. Rollbacks pass them.',
  },
)

export const EnvironmentSchema = closed(
  {
    cluster: described(dnsLabel, 'The cluster, as named in fleet.yaml'),
    namespace: Type.Optional(described(dnsLabel, 'The namespace; defaults to SYSTEM-NAME')),
    revision: Type.Optional(described(gitRevision, 'The revision that Argo CD follows; defaults to `main`')),
    host: Type.Optional(
      described(hostName, 'The public host name; components such as ingress and gateway serve it'),
    ),
    retain: Type.Optional(
      Type.Boolean({
        description:
          'Keep namespace and data when the environment is removed from this repository, and its Application without the finalizer that would remove the rest.',
      }),
    ),
    sync: Type.Optional(
      closed(
        {
          automated: Type.Optional(
            Type.Boolean({ description: 'Sync every new commit automatically; defaults to true.' }),
          ),
          prune: Type.Optional(
            Type.Boolean({
              description: 'Delete resources from the cluster that are no longer in git; defaults to true.',
            }),
          ),
          selfHeal: Type.Optional(
            Type.Boolean({ description: 'Undo manual changes in the cluster; defaults to true.' }),
          ),
        },
        'How Argo CD syncs; all three default to true.',
      ),
    ),
    components: Type.Optional(
      named(
        Type.Unsafe<object>({ description: 'The values of the component; {} if it takes none.' }),
        'Enabled components, by the name of their folder in base/components.',
      ),
    ),
    quota: Type.Optional(
      named(quotaQuantity, 'Overrides for the ResourceQuota of the namespace.', {
        pattern: NAMES.quota.pattern,
        examples: [{ 'limits.memory': '24Gi', pods: '60' }],
      }),
    ),
    services: Type.Optional(
      named(service, 'Overrides for services, by the name of their folder in base/services.'),
    ),
    deletionBudget: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1000,
        description:
          'Maximum number of resources that one change may delete from the cluster; defaults to 0. `npm run diff` fails above it.',
        examples: [1],
      }),
    ),
    promotion: Type.Optional(promotion),
    rollback: Type.Optional(
      closed(
        {
          automatic: closed(
            {
              within: described(
                duration,
                'How long after a release began to be deployed a failure rolls it back; allow for all retries of a sync',
              ),
            },
            'Roll a release back that Argo CD reports as failed, as docs/health.md sets up.',
          ),
        },
        'What happens when a release fails; by default, nothing until a person acts.',
      ),
    ),
    exceptions: Type.Optional(
      Type.Array(exception, {
        minItems: 1,
        description: 'Exceptions from rules of `npm run validate`, each with its reason.',
      }),
    ),
  },
  'One environment: only what differs from the defaults.',
)

export const ReleaseSchema = closed(
  {
    services: named(
      closed(
        {
          tag: imageTag,
          digest: Type.Optional(
            described(imageDigest, 'The digest of the tag in the registry; unknown until the first bump'),
          ),
          commit: Type.Optional(described(commitId, 'The source commit of the image')),
          migration: Type.Optional(
            migration(
              'The newest database migration that the image contains; only for services that use the database.',
            ),
          ),
          contracting: Type.Optional(
            migration(
              'The newest migration among them that removed something: an image without it cannot run after it.',
            ),
          ),
        },
        'The image that a service runs.',
      ),
      'Every service that runs here with an image from the registry in fleet.yaml, by the name of its folder in base/services.',
    ),
  },
  'The images that one environment runs. Written by bump, promote and rollback.',
)

const hold = (description: string) =>
  closed(
    {
      reason: described(reason, 'Why, shown when a bump or promotion is refused'),
      until: Type.Optional(described(day, 'The last day of the hold; indefinite if omitted')),
    },
    description,
  )

export const HoldsSchema = closed(
  {
    environment: Type.Optional(hold('Holds every service.')),
    services: Type.Optional(named(hold('Holds one service.'), 'The held services, by name.')),
    lifted: Type.Optional(
      named(
        described(commitId, 'The commit of this repository in which the service went back'),
        'Services that went back to an older build by a revert and may move on again, by name.',
      ),
    ),
  },
  'What bump and promote may not change here. Written by rollback, hold and release-hold.',
)

export const FleetSchema = closed(
  {
    system: described(
      systemName,
      'The system: the prefix of default namespaces, Applications, AppProjects and field managers, and the value of app.kubernetes.io/part-of',
    ),
    repository: described(repositoryUrl, 'This repository'),
    registry: described(registryPath, 'The prefix of image names: REGISTRY/SERVICE:TAG'),
    clusters: named(
      closed(
        {
          server: described(
            serverUrl,
            'The API server as Argo CD reaches it; https://kubernetes.default.svc is the cluster Argo CD runs in',
          ),
          kubernetes: described(version, 'The Kubernetes version that runs there'),
          local: Type.Optional(
            Type.Boolean({
              description:
                'A local cluster on a workstation, such as Minikube: images are loaded into it and have no digest, and it serves plain HTTP.',
            }),
          ),
          argocd: closed(
            {
              namespace: Type.Optional(described(dnsLabel, 'The namespace of Argo CD; defaults to `argocd`')),
              version: described(version, 'Its version'),
              kustomize: described(
                version,
                'The kustomize that it bundles, which every build here must match',
              ),
            },
            'The Argo CD that syncs this cluster.',
          ),
        },
        'A cluster.',
      ),
      'The clusters, by name.',
      { minProperties: 1 },
    ),
  },
  'What all environments share. To make this repository yours, change `repository` and `registry` and render.',
)

export type EnvironmentDefinition = Static<typeof EnvironmentSchema>
export type PromotionWindow = Static<typeof promotionWindow>
export type ServiceDefinition = Static<typeof service>
export type Release = Static<typeof ReleaseSchema>
export type Holds = Static<typeof HoldsSchema>
export type Fleet = Static<typeof FleetSchema>

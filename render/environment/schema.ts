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
        description: 'false leaves the service out of this environment; nothing else is set then.',
        examples: [false],
      }),
    ),
    replicas: Type.Optional(
      replicas('A fixed number of pods; 1 where nothing is said. Not together with autoscaling.'),
    ),
    autoscaling: Type.Optional(
      closed(
        {
          minReplicas: replicas('Pods at the least.'),
          maxReplicas: replicas('Pods at the most.'),
        },
        "Switches on the service's HorizontalPodAutoscaler and sets its bounds.",
      ),
    ),
    resources: Type.Optional(
      closed(
        {
          requests: Type.Optional(computeResources('What the scheduler sets aside for a pod.')),
          limits: Type.Optional(computeResources('What a pod may use at the most.')),
        },
        "CPU and memory of a pod, where they differ from the service's own defaults in base.",
      ),
    ),
    settings: Type.Optional(
      named(settingValue, "Environment variables, of those that the service's settings.env declares.", {
        pattern: NAMES.setting.pattern,
        examples: [{ LOG_LEVEL: 'debug' }],
      }),
    ),
  },
  'How one service differs here.',
)

const exception = closed(
  {
    rule: described(ruleName, 'The rule, as docs/rules.md names it'),
    resource: Type.Optional(
      described(resourceName, 'The one resource that is excepted, as findings name it; all of them without'),
    ),
    reason: described(reason, 'Why it does not hold here, for those who read it in a year'),
  },
  'A rule that does not hold here.',
)

export const EnvironmentSchema = closed(
  {
    cluster: described(dnsLabel, 'The cluster of fleet.yaml that this environment runs on'),
    namespace: Type.Optional(described(dnsLabel, 'The namespace; defaults to SYSTEM-NAME')),
    revision: Type.Optional(described(gitRevision, 'What Argo CD follows; `main` where nothing is said')),
    host: Type.Optional(
      described(hostName, 'The name that browsers use; components such as ingress and gateway serve it'),
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
            Type.Boolean({ description: 'Sync every new commit without being asked.' }),
          ),
          prune: Type.Optional(
            Type.Boolean({ description: 'Remove from the cluster what git no longer holds.' }),
          ),
          selfHeal: Type.Optional(Type.Boolean({ description: 'Undo changes made in the cluster by hand.' })),
        },
        'How Argo CD syncs; all three are on where nothing is said.',
      ),
    ),
    components: Type.Optional(
      named(
        Type.Unsafe<object>({ description: 'The values of the component; {} if it takes none.' }),
        'Components that are on, by the name of their folder in base/components.',
        { examples: [{ monitoring: {} }] },
      ),
    ),
    quota: Type.Optional(
      named(quotaQuantity, "Values of the namespace's ResourceQuota that differ from base.", {
        pattern: NAMES.quota.pattern,
        examples: [{ 'limits.memory': '24Gi', pods: '60' }],
      }),
    ),
    services: Type.Optional(
      named(service, 'How the services differ here, by the name of their folder in base/services.'),
    ),
    deletionBudget: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1000,
        description:
          'How many resources one change may remove from the cluster; 0 where nothing is said. `npm run diff` fails above it.',
        examples: [1],
      }),
    ),
    exceptions: Type.Optional(
      Type.Array(exception, {
        minItems: 1,
        description: 'Rules of `npm run validate` that do not hold here, each with its reason.',
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
            described(imageDigest, 'What the registry holds under the tag; unknown until the first bump'),
          ),
          commit: Type.Optional(described(commitId, 'The source that the image was built from')),
          migration: Type.Optional(
            migration(
              'The newest migration of the database that the image knows; only services that speak with it.',
            ),
          ),
          contracting: Type.Optional(
            migration(
              'The newest migration among them that took something away: an image that does not know it can not run after it.',
            ),
          ),
        },
        'The image that a service runs.',
      ),
      'Every service that runs here with an image of our own, by the name of its folder in base/services.',
    ),
  },
  'What one environment runs. Written by bump, promote and rollback.',
)

const hold = (description: string) =>
  closed(
    {
      reason: described(reason, 'Why, for whoever is refused'),
      until: Type.Optional(described(day, 'The last day on which it holds; until it is lifted without')),
    },
    description,
  )

export const HoldsSchema = closed(
  {
    environment: Type.Optional(hold('Holds every service.')),
    services: Type.Optional(named(hold('Holds one service.'), 'The services that are held, by name.')),
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
    registry: described(registryPath, 'Where the images are: REGISTRY/SERVICE:TAG'),
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
                'It runs on the machine of whoever uses it: images are loaded into it, so that they have no digest, and it serves plain http.',
            }),
          ),
          argocd: closed(
            {
              namespace: Type.Optional(
                described(dnsLabel, 'Where Argo CD runs; `argocd` where nothing is said'),
              ),
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
export type ServiceDefinition = Static<typeof service>
export type Release = Static<typeof ReleaseSchema>
export type Holds = Static<typeof HoldsSchema>
export type Fleet = Static<typeof FleetSchema>

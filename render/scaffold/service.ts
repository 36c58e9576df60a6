import { stringify } from 'yaml'

/** What a new service is to be; everything has been checked. */
export interface NewService {
  readonly name: string
  readonly system: string
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'CronJob'
  /** The service's own name, or a third-party image with its digest. */
  readonly image: string
  /** Where it listens, if it does. */
  readonly port?: number
  /** The probes of a container that runs on, as Kubernetes takes them; nothing for a CronJob. */
  readonly probe?: Probe
  /** The user and group that the image is made for. */
  readonly user: number
  /** Of a CronJob. */
  readonly schedule: string
  /** Of a StatefulSet: the folder that outlives its pods. */
  readonly data: string
}

/** How a container is asked, and the words for that in programs.yaml. */
export interface Probe {
  readonly handler: object
  readonly words: string
}

/** The files of a new service, by their path in its folder. Each says all that a rule asks for, and nothing twice. */
export function serviceFiles(service: NewService): Record<string, string> {
  const { kind, port } = service
  const workload = FILE_NAMES[kind]
  const files: Record<string, object | string> = {
    [workload]: WORKLOADS[kind](service),
    'service-account.yaml': {
      ...resource(service, 'v1', 'ServiceAccount', FIRST),
      automountServiceAccountToken: false,
    },
    ...(port !== undefined && {
      'service.yaml': kubernetesService(service, port),
      'network-policy.yaml': `${POLICY_HEAD}${yaml(networkPolicy(service))}`,
    }),
    ...((kind === 'Deployment' || kind === 'StatefulSet') && {
      'pod-disruption-budget.yaml': disruptionBudget(service),
    }),
  }
  const { name, system } = service
  return {
    ...Object.fromEntries(
      Object.entries(files).map(([file, content]) => [
        file,
        typeof content === 'string' ? content : yaml(content),
      ]),
    ),
    'kustomization.yaml': yaml({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: Object.keys(files),
      labels: [
        {
          pairs: {
            'app.kubernetes.io/component': port === undefined ? 'worker' : 'server',
            'app.kubernetes.io/part-of': system,
          },
          includeTemplates: true,
        },
      ],
    }),
    'programs.yaml': `${PROGRAMS_HEAD}${yaml({ [name]: program(service) })}`,
    'reachability.yaml': REACHABILITY,
    ...(kind === 'Deployment' && {
      'autoscaling/kustomization.yaml': `# Replicas of ${name} by load; needs metrics-server.\n${yaml({
        apiVersion: 'kustomize.config.k8s.io/v1alpha1',
        kind: 'Component',
        resources: ['horizontal-pod-autoscaler.yaml'],
      })}`,
      'autoscaling/horizontal-pod-autoscaler.yaml': yaml(autoscaler(service)),
    }),
  }
}

const FILE_NAMES = {
  Deployment: 'deployment.yaml',
  StatefulSet: 'stateful-set.yaml',
  DaemonSet: 'daemon-set.yaml',
  CronJob: 'cron-job.yaml',
} as const

const PROGRAMS_HEAD = `# What runs in this folder's containers, by their names: \`npm run validate\` compares the manifests with it.
# List every variable that the program reads under \`variables\`; one that is missing or unknown is then a finding:
# \`{ LEVEL: one-of info debug, SIZE: number 1..9, PEER: url http, TITLE: text, TOKEN: secret NAME }\`.
`
const POLICY_HEAD = `# Nothing reaches these pods until a rule here allows it, and reachability.yaml says the same. Write a policy for the
# other side too: pods may send nothing but what a policy of theirs allows.
`
const REACHABILITY = `# The connections of this folder; \`npm run validate\` compares them with the network policies. For example:
#   connections:
#     web: [api:8080]
connections: {}
`

/** Waves of Argo CD: what pods need comes first, autoscalers come last. */
const FIRST = '-1'
const RUNS = '2'
const LAST = '3'
const WAVE = 'argocd.argoproj.io/sync-wave'

const labelsOf = ({ name }: NewService) => ({ 'app.kubernetes.io/name': name })

const resource = (service: NewService, apiVersion: string, kind: string, wave: string) => ({
  apiVersion,
  kind,
  metadata: { name: service.name, labels: labelsOf(service), annotations: { [WAVE]: wave } },
})

const selecting = (service: NewService) => ({ selector: { matchLabels: labelsOf(service) } })

const WORKLOADS: Readonly<Record<NewService['kind'], (service: NewService) => object>> = {
  Deployment: (service) => ({
    ...resource(service, 'apps/v1', 'Deployment', RUNS),
    spec: {
      ...selecting(service),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      progressDeadlineSeconds: 90,
      revisionHistoryLimit: 2,
      template: template(service),
    },
  }),
  StatefulSet: (service) => ({
    ...resource(service, 'apps/v1', 'StatefulSet', RUNS),
    spec: {
      ...(service.port !== undefined && { serviceName: service.name }),
      ...selecting(service),
      revisionHistoryLimit: 2,
      template: template(service, { name: 'data', mountPath: service.data }),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: labelsOf(service) },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  }),
  DaemonSet: (service) => ({
    ...resource(service, 'apps/v1', 'DaemonSet', RUNS),
    spec: { ...selecting(service), revisionHistoryLimit: 2, template: template(service) },
  }),
  CronJob: (service) => ({
    ...resource(service, 'batch/v1', 'CronJob', LAST),
    spec: {
      schedule: service.schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: { activeDeadlineSeconds: 1800, backoffLimit: 1, template: template(service) },
      },
    },
  }),
}

/** The pods: as the pod security standard `restricted` asks, and with a folder to write to. */
const template = (service: NewService, claim?: { name: string; mountPath: string }) => ({
  metadata: { labels: labelsOf(service) },
  spec: {
    serviceAccountName: service.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(service.kind === 'CronJob' ? { restartPolicy: 'Never' } : { terminationGracePeriodSeconds: 30 }),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: service.user,
      runAsGroup: service.user,
      fsGroup: service.user,
      ...(claim && { fsGroupChangePolicy: 'OnRootMismatch' }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: service.name,
        image: service.image,
        imagePullPolicy: 'IfNotPresent',
        ...(service.port !== undefined && {
          ports: [{ name: portName(service), containerPort: service.port }],
        }),
        ...(service.probe && probes(service.probe)),
        ...(service.port !== undefined &&
          service.kind !== 'CronJob' && { lifecycle: { preStop: { sleep: { seconds: 5 } } } }),
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...(claim ? [claim] : [])],
        resources: {
          requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
          limits: { cpu: '200m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
  },
})

/** 30 times 2 s to start, within the progress deadline of a Deployment. */
const probes = ({ handler }: Probe) => ({
  startupProbe: { ...handler, periodSeconds: 2, failureThreshold: 30 },
  readinessProbe: { ...handler, periodSeconds: 5, timeoutSeconds: 4 },
  livenessProbe: { ...handler, timeoutSeconds: 5 },
})

const portName = ({ probe }: NewService): string =>
  probe?.words.startsWith('grpc') ? 'grpc' : probe?.words.includes('/') ? 'http' : 'tcp'

const kubernetesService = (service: NewService, port: number) => ({
  ...resource(service, 'v1', 'Service', RUNS),
  spec: {
    ...(service.kind === 'StatefulSet' ? { clusterIP: 'None' } : { type: 'ClusterIP' }),
    selector: labelsOf(service),
    ports: [{ name: portName(service), port, targetPort: portName(service) }],
  },
})

const networkPolicy = (service: NewService) => ({
  ...resource(service, 'networking.k8s.io/v1', 'NetworkPolicy', FIRST),
  spec: { podSelector: { matchLabels: labelsOf(service) }, policyTypes: ['Ingress'], ingress: [] },
})

const disruptionBudget = (service: NewService) => ({
  ...resource(service, 'policy/v1', 'PodDisruptionBudget', RUNS),
  spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', ...selecting(service) },
})

function autoscaler(service: NewService) {
  const { metadata, ...head } = resource(service, 'autoscaling/v2', 'HorizontalPodAutoscaler', LAST)
  return {
    ...head,
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        'app.kubernetes.io/component': service.port === undefined ? 'worker' : 'server',
        'app.kubernetes.io/part-of': service.system,
      },
    },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0 },
        scaleDown: { stabilizationWindowSeconds: 300 },
      },
    },
  }
}

function program({ user, port, probe, kind, data, image, name }: NewService): object {
  return {
    user,
    ...(port !== undefined && { port }),
    ...(probe && { probes: { startup: probe.words, liveness: probe.words, readiness: probe.words } }),
    ...(kind === 'StatefulSet' && { data }),
    // Which variables another project's program reads is not known here.
    ...(image === name && { variables: {} }),
  }
}

const yaml = (content: object): string => stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })

import { by, type CheckMap, left } from './entry.ts'

const EQUAL =
  'A limit above the request is what lets a pod use what its node has to spare; `resource quota` and LimitRange bound it.'
const REPLICAS =
  'How many replicas an environment runs is its own decision in environment.yaml; `disruption-budget-slack` and `rolling-update` keep one of them serving.'
const SPREAD =
  'Spreading is the component `spread`, by topology spread constraints: an environment with one node could not start a second pod otherwise.'

export const KUBE_SCORE = {
  project: 'kube-score',
  version: '1.20.0',
  source: 'https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md',
  checks: {
    'deployment-strategy': { rules: ['rolling-update'], note: 'Stricter: maxUnavailable must be 0.' },
    'deployment-replicas': left(REPLICAS),
    'ingress-targets-service': { rules: ['route-backend', 'schema'], field: /^\.spec\.rules|^$/ },
    'cronjob-has-deadline': {
      rules: ['job-deadline'],
      field: /\.startingDeadlineSeconds$/,
      note: 'Stricter: the Job itself must end as well.',
    },
    'cronjob-restartpolicy': { rules: ['schema'], field: /\.restartPolicy$/ },
    'container-resources': {
      rules: ['container-resources'],
      note: 'No CPU limit is wanted: it slows a program down while the node is idle.',
    },
    'container-resource-requests-equal-limits': left(EQUAL),
    'container-cpu-requests-equal-limits': left(EQUAL),
    'container-memory-requests-equal-limits': left(EQUAL),
    'container-image-tag': by('image-tag'),
    'container-image-pull-policy': left(
      'Images are named by digest: pulling one again brings the same bytes, and `Always` keeps a pod from starting while the registry is away (`image-pull-policy` wants IfNotPresent).',
    ),
    'container-ephemeral-storage-request-and-limit': left(
      'Root file systems are read-only (`read-only-root`) and each emptyDir has a bound of its own (`volume-use`), so that little is left for such a limit to hold.',
    ),
    'container-ephemeral-storage-request-equals-limit': left(EQUAL),
    'container-ports-check': { rules: ['schema'], field: /\.ports\.\d+/ },
    'environment-variable-key-duplication': { rules: ['schema'], field: /\.env\.\d+/ },
    'statefulset-has-poddisruptionbudget': left(
      'Every StatefulSet here is a database of one pod; a budget for it would keep its node from being drained (`disruption-budget-slack`).',
    ),
    'deployment-has-poddisruptionbudget': {
      rules: ['disruption-budget-missing'],
      field: /^\.metadata\.name$/,
    },
    'poddisruptionbudget-has-policy': {
      rules: ['disruption-budget-missing'],
      field: /^\.spec\.maxUnavailable$/,
    },
    'pod-networkpolicy': {
      rules: ['default-deny'],
      note: 'Stricter: one policy must select every pod and deny both directions.',
    },
    'networkpolicy-targets-pod': by('network-policy-selector'),
    'pod-probes': {
      rules: ['probes'],
      note: 'Stricter: every container has all three, whether a Service selects it or not.',
    },
    'pod-probes-identical': left(
      'What each probe must ask of a program is data in a programs.yaml (rule `program`); a program without dependencies may well have one answer.',
    ),
    'container-security-context-user-group-id': {
      rules: ['container-user', 'pod-security'],
      field: /\.runAs(User|Group)$/,
      note: 'The user is the one that the image is made for, whatever its number; kube-score asks for one above 10,000.',
    },
    'container-security-context-privileged': { rules: ['host-access'], field: /\.privileged$/ },
    'container-security-context-readonlyrootfilesystem': by('read-only-root'),
    'container-seccomp-profile': { rules: ['pod-security'], field: /\.seccompProfile\.type$/ },
    'service-targets-pod': {
      rules: ['service-selector', 'own-namespace'],
      field: /^\.(spec|metadata\.namespace)/,
    },
    'service-type': { rules: ['external-access'], field: /^\.spec\.type$/ },
    'stable-version': { rules: ['schema'], field: /^$|^\.apiVersion$/ },
    'deployment-has-host-podantiaffinity': left(SPREAD),
    'statefulset-has-host-podantiaffinity': left(SPREAD),
    'deployment-targeted-by-hpa-does-not-have-replicas-configured': by('replicas-owner'),
    'statefulset-has-servicename': {
      rules: ['stateful-set-service', 'own-namespace'],
      field: /^\.(spec|metadata\.namespace)/,
    },
    'deployment-pod-selector-labels-match-template-metadata-labels': by('workload-selector'),
    'statefulset-pod-selector-labels-match-template-metadata-labels': by('workload-selector'),
    'label-values': { rules: ['schema'], field: /\.labels\./ },
    'horizontalpodautoscaler-has-target': by('scale-target'),
    'horizontalpodautoscaler-replicas': left(REPLICAS),
    'pod-topology-spread-constraints': {
      rules: ['schema', 'spread'],
      field: /\.topologySpreadConstraints\.\d+/,
    },
  },
} as const satisfies CheckMap

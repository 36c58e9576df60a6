import { by, type CheckMap, left } from './entry.ts'

const NO_RIGHTS = by('no-rbac')
const NO_GATEWAY =
  'A Gateway belongs to the cluster; environments bring routes only (`own-namespace`, AppProject).'

/** Read in its repository (`pkg/config/checks`): the registry that this was written behind refuses the module. */
export const POLARIS = {
  project: 'Polaris',
  version: '10.2',
  source: 'https://polaris.docs.fairwinds.com/checks/security/',
  checks: {
    automountServiceAccountToken: by('service-account-token'),
    clusterrolePodExecAttach: NO_RIGHTS,
    clusterrolebindingClusterAdmin: NO_RIGHTS,
    clusterrolebindingPodExecAttach: NO_RIGHTS,
    cpuLimitsMissing: left(
      'A CPU limit slows a program down while the node is idle; requests share it fairly.',
    ),
    cpuRequestsMissing: { rules: ['container-resources'], field: /\.requests\.cpu$/ },
    dangerousCapabilities: { rules: ['pod-security'], field: /\.capabilities\.add\.\d+$/ },
    deploymentMissingReplicas: left('How many replicas an environment runs is its own decision.'),
    gatewayAllowedRoutesAll: left(NO_GATEWAY),
    gatewayCrossNamespaceCertificateRef: left(NO_GATEWAY),
    gatewayInsecureFrontendValidation: left(NO_GATEWAY),
    gatewayTLSMissing: left(NO_GATEWAY),
    hostIPCSet: { rules: ['host-access'], field: /\.hostIPC$/ },
    hostNetworkSet: { rules: ['host-access'], field: /\.hostNetwork$/ },
    hostPIDSet: { rules: ['host-access'], field: /\.hostPID$/ },
    hostPathSet: { rules: ['host-access'], field: /\.hostPath$/ },
    hostPortSet: { rules: ['host-access'], field: /\.hostPort$/ },
    hostProcess: { rules: ['host-access'], field: /\.hostProcess$/ },
    hpaMaxAvailability: {
      rules: ['autoscaling-bounds'],
      note: 'Equal bounds are allowed: an environment may pin an autoscaler for a while.',
    },
    hpaMinAvailability: left('How many replicas an environment runs is its own decision.'),
    httpRouteBackendTLSMissing: left(
      'Inside the namespace, network policies say who reaches whom; TLS ends at the way in.',
    ),
    httpRouteCrossNamespaceBackendRef: { rules: ['external-access'], field: /\.backendRefs\./ },
    httpRouteInsecureListener: left(NO_GATEWAY),
    httpRouteWildcardOrEmptyHost: by('matches-definition'),
    insecureCapabilities: { rules: ['pod-security'], field: /\.capabilities\.drop$/ },
    kgatewayBackendTLSVerificationDisabled: left(
      'A kind of one Gateway implementation, which no environment brings.',
    ),
    linuxHardening: {
      rules: ['pod-security'],
      field: /\.(seccompProfile\.type|capabilities\.drop)$/,
      note: 'Seccomp and capabilities are required; AppArmor and SELinux depend on the node, and must only not be switched off (`host-access`).',
    },
    livenessProbeMissing: { rules: ['probes'], field: /\.livenessProbe$/ },
    memoryLimitsMissing: { rules: ['container-resources'], field: /\.limits\.memory$/ },
    memoryRequestsMissing: { rules: ['container-resources'], field: /\.requests\.memory$/ },
    metadataAndInstanceMismatched: {
      rules: ['required-labels'],
      note: 'The labels name, part-of and environment; app.kubernetes.io/instance is not used.',
    },
    missingNetworkPolicy: by('default-deny'),
    missingPodDisruptionBudget: { rules: ['disruption-budget-missing'], field: /^\.metadata\.name$/ },
    notReadOnlyRootFilesystem: by('read-only-root'),
    pdbDisruptionsIsZero: by('disruption-budget-slack'),
    pdbMinAvailableEqualToHPAMinReplicas: by('disruption-budget-slack'),
    pdbMinAvailableGreaterThanHPAMaxReplicas: by('disruption-budget-slack'),
    pdbMinAvailableGreaterThanHPAMinReplicas: by('disruption-budget-slack'),
    priorityClassNotSet: left('Which PriorityClasses there are, only the cluster knows.'),
    privilegeEscalationAllowed: { rules: ['pod-security'], field: /\.allowPrivilegeEscalation$/ },
    procMount: { rules: ['host-access'], field: /\.procMount$/ },
    pullPolicyNotAlways: left(
      'Images are named by digest: pulling one again brings the same bytes (`image-pull-policy` wants IfNotPresent).',
    ),
    readinessProbeMissing: { rules: ['probes'], field: /\.readinessProbe$/ },
    rolePodExecAttach: NO_RIGHTS,
    rolebindingClusterAdminClusterRole: NO_RIGHTS,
    rolebindingClusterAdminRole: NO_RIGHTS,
    rolebindingClusterRolePodExecAttach: NO_RIGHTS,
    rolebindingRolePodExecAttach: NO_RIGHTS,
    runAsPrivileged: { rules: ['host-access'], field: /\.privileged$/ },
    runAsRootAllowed: { rules: ['pod-security'], field: /\.runAs(NonRoot|User)$/ },
    sensitiveConfigmapContent: {
      rules: ['plain-secrets'],
      note: 'By whole words (`TOKEN_TTL_SECONDS` is no secret), and not where the value is a path, a switch or a small number.',
    },
    sensitiveContainerEnvVar: by('plain-secrets'),
    tagNotSpecified: by('image-tag'),
    tlsSettingsMissing: by('ingress-tls'),
    topologySpreadConstraint: {
      rules: ['spread'],
      note: 'Where an environment has switched the component `spread` on.',
    },
  },
} as const satisfies CheckMap

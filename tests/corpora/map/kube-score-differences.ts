const OLD = 'The file has a version of its API that has gone, which `schema` finds first.'
const NO_PATH_TYPE = 'The file has no pathType, which the API server asks for.'
const STRICTER_POLICY =
  'Stricter: a policy for these pods alone leaves every other pod of the namespace open.'
const NODE_LABELS = 'Stricter: the topology keys of the file (`zone`, `node`) are no labels that nodes have.'
const STRICTER_PROBES = 'Stricter: every container has all three probes, whether a Service selects it or not.'
const ONE_NAMESPACE = 'An environment has one namespace; the file has another, which `own-namespace` finds.'
const ANNOTATION = 'The annotation was removed from Kubernetes 1.27; a seccompProfile is what counts.'

/** By check and file: where rules and kube-score say other things, and why. */
export const KUBE_SCORE_DIFFERENCES = {
  'ingress-targets-service ingress-targets-service.yaml': OLD,
  'ingress-targets-service ingress-networkingv1beta1-targets-service.yaml': OLD,
  'ingress-targets-service ingress-networkingv1-targets-service.yaml': NO_PATH_TYPE,
  'cronjob-restartpolicy cronjob-batchv1beta1-restartpolicy-not-set.yaml': OLD,
  'cronjob-restartpolicy cronjob-batchv1beta1-restartpolicy-invalid.yaml': OLD,
  'pod-networkpolicy networkpolicy-matching.yaml': STRICTER_POLICY,
  'pod-networkpolicy networkpolicy-deployment-matching.yaml': STRICTER_POLICY,
  'pod-networkpolicy networkpolicy-statefulset-matching.yaml': STRICTER_POLICY,
  'pod-networkpolicy networkpolicy-cronjob-matching.yaml': STRICTER_POLICY,
  'pod-networkpolicy networkpolicy-targets-all-pods.yaml': STRICTER_POLICY,
  'deployment-has-poddisruptionbudget deployment-poddisruptionbudget-v1-different-namespace.yaml':
    'The budgets are in other namespaces, which `own-namespace` finds; by its labels one of them selects the pods.',
  'pod-topology-spread-constraints pod-topology-spread-constraints-one-constraint.yaml': NODE_LABELS,
  'pod-topology-spread-constraints pod-topology-spread-constraints-two-constraints.yaml': NODE_LABELS,
  'pod-probes pod-probes-targeted-by-service-different-namespace.yaml': STRICTER_PROBES,
  'pod-probes pod-probes-not-targeted-by-service.yaml': STRICTER_PROBES,
  'pod-probes pod-probes-not-targeted-by-service-multi-labels.yaml': STRICTER_PROBES,
  'pod-probes pod-probes-on-different-containers.yaml': STRICTER_PROBES,
  'pod-probes pod-probes-on-different-containers-init.yaml': STRICTER_PROBES,
  'container-resources pod-test-resources-limits-and-requests-no-cpu-limit.yaml':
    'No CPU limit is wanted. kube-score has a switch for that, and a second test that allows the file.',
  'container-resources pod-test-resources-no-limits.yaml':
    'The test switches the memory limit off; here it is wanted, as kube-score has it by default.',
  'container-seccomp-profile pod-seccomp-annotated.yaml': ANNOTATION,
  'container-seccomp-profile pod-seccomp-annotated-annotation-optional.yaml': ANNOTATION,
  'service-targets-pod service-target-pod-same-namespace.yaml': ONE_NAMESPACE,
  'service-targets-pod service-target-deployment-same-namespace.yaml': ONE_NAMESPACE,
  'service-targets-pod service-externalname.yaml': ONE_NAMESPACE,
  'stable-version statefulset-appsv1beta1.yaml': OLD,
  'stable-version cronjob-batchv1beta1.yaml': OLD,
} as const

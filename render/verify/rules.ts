import type { Rule } from './rule.ts'
import { argocdApplication } from './rules/argocd/argocd-application.ts'
import { argocdDeprecated } from './rules/argocd/argocd-deprecated.ts'
import { argocdProject } from './rules/argocd/argocd-project.ts'
import { jobHook } from './rules/argocd/job-hook.ts'
import { syncAnnotations } from './rules/argocd/sync-annotations.ts'
import { syncOrder } from './rules/argocd/sync-order.ts'
import { autoscalingBounds } from './rules/capacity/autoscaling-bounds.ts'
import { autoscalingMetrics } from './rules/capacity/autoscaling-metrics.ts'
import { autoscalingRequests } from './rules/capacity/autoscaling-requests.ts'
import { containerResources } from './rules/capacity/container-resources.ts'
import { disruptionBudgetMissing } from './rules/capacity/disruption-budget-missing.ts'
import { disruptionBudgetOverlap } from './rules/capacity/disruption-budget-overlap.ts'
import { disruptionBudgetProtection } from './rules/capacity/disruption-budget-protection.ts'
import { disruptionBudgetSelector } from './rules/capacity/disruption-budget-selector.ts'
import { disruptionBudgetSlack } from './rules/capacity/disruption-budget-slack.ts'
import { namespaceLimits } from './rules/capacity/namespace-limits.ts'
import { quotaCapacity } from './rules/capacity/quota-capacity.ts'
import { quotaResources } from './rules/capacity/quota-resources.ts'
import { replicasOwner } from './rules/capacity/replicas-owner.ts'
import { resourceQuantities } from './rules/capacity/resource-quantities.ts'
import { scaleTarget } from './rules/capacity/scale-target.ts'
import { spread } from './rules/capacity/spread.ts'
import { configMapReference } from './rules/configuration/config-map-reference.ts'
import { program } from './rules/configuration/program.ts'
import { settingPlaceholder } from './rules/configuration/setting-placeholder.ts'
import { settingUrl } from './rules/configuration/setting-url.ts'
import { settingValue } from './rules/configuration/setting-value.ts'
import { unusedConfig } from './rules/configuration/unused-config.ts'
import { imageDigest } from './rules/images/image-digest.ts'
import { imageFromRelease } from './rules/images/image-from-release.ts'
import { imagePinned } from './rules/images/image-pinned.ts'
import { imagePullPolicy } from './rules/images/image-pull-policy.ts'
import { imageTag } from './rules/images/image-tag.ts'
import { releaseInUse } from './rules/images/release-in-use.ts'
import { componentEffect } from './rules/manifests/component-effect.ts'
import { matchesDefinition } from './rules/manifests/matches-definition.ts'
import { ownNamespace } from './rules/manifests/own-namespace.ts'
import { patchTarget } from './rules/manifests/patch-target.ts'
import { requiredLabels } from './rules/manifests/required-labels.ts'
import { schema } from './rules/manifests/schema.ts'
import { serverFields } from './rules/manifests/server-fields.ts'
import { uniqueNames } from './rules/manifests/unique-names.ts'
import { alerts } from './rules/monitoring/alerts.ts'
import { dashboard } from './rules/monitoring/dashboard.ts'
import { prometheusRule } from './rules/monitoring/prometheus-rule.ts'
import { serviceMonitorTarget } from './rules/monitoring/service-monitor-target.ts'
import { defaultDeny } from './rules/network/default-deny.ts'
import { externalAccess } from './rules/network/external-access.ts'
import { hostName } from './rules/network/host-name.ts'
import { ingressSnippet } from './rules/network/ingress-snippet.ts'
import { ingressTls } from './rules/network/ingress-tls.ts'
import { networkPolicyExplicit } from './rules/network/network-policy-explicit.ts'
import { networkPolicyPeer } from './rules/network/network-policy-peer.ts'
import { networkPolicyPort } from './rules/network/network-policy-port.ts'
import { networkPolicySelector } from './rules/network/network-policy-selector.ts'
import { reachability } from './rules/network/reachability.ts'
import { routeBackend } from './rules/network/route-backend.ts'
import { serviceSelector } from './rules/network/service-selector.ts'
import { serviceTargetPort } from './rules/network/service-target-port.ts'
import { externalSecretStore } from './rules/secrets/external-secret-store.ts'
import { noSecretData } from './rules/secrets/no-secret-data.ts'
import { plainSecrets } from './rules/secrets/plain-secrets.ts'
import { secretEnvFile } from './rules/secrets/secret-env-file.ts'
import { secretSource } from './rules/secrets/secret-source.ts'
import { containerUser } from './rules/security/container-user.ts'
import { hostAccess } from './rules/security/host-access.ts'
import { namespacePodSecurity } from './rules/security/namespace-pod-security.ts'
import { noRbac } from './rules/security/no-rbac.ts'
import { ownServiceAccount } from './rules/security/own-service-account.ts'
import { podSecurity } from './rules/security/pod-security.ts'
import { readOnlyRoot } from './rules/security/read-only-root.ts'
import { serviceAccountReference } from './rules/security/service-account-reference.ts'
import { serviceAccountToken } from './rules/security/service-account-token.ts'
import { claimReference } from './rules/storage/claim-reference.ts'
import { retainedData } from './rules/storage/retained-data.ts'
import { singleWriter } from './rules/storage/single-writer.ts'
import { volumeMount } from './rules/storage/volume-mount.ts'
import { volumeUse } from './rules/storage/volume-use.ts'
import { writableFolders } from './rules/storage/writable-folders.ts'
import { barePod } from './rules/workloads/bare-pod.ts'
import { gracefulStop } from './rules/workloads/graceful-stop.ts'
import { jobDeadline } from './rules/workloads/job-deadline.ts'
import { livenessProbe } from './rules/workloads/liveness-probe.ts'
import { pausedWorkload } from './rules/workloads/paused-workload.ts'
import { podDefaults } from './rules/workloads/pod-defaults.ts'
import { probePort } from './rules/workloads/probe-port.ts'
import { probeTiming } from './rules/workloads/probe-timing.ts'
import { probes } from './rules/workloads/probes.ts'
import { progressDeadline } from './rules/workloads/progress-deadline.ts'
import { rollingUpdate } from './rules/workloads/rolling-update.ts'
import { statefulSetService } from './rules/workloads/stateful-set-service.ts'
import { terminationGrace } from './rules/workloads/termination-grace.ts'
import { workloadSelector } from './rules/workloads/workload-selector.ts'

/** Every rule of `npm run validate`: the schema first, because what breaks it may break others too. */
export const RULES: readonly Rule[] = [
  schema,
  alerts,
  resourceQuantities,
  argocdApplication,
  argocdDeprecated,
  argocdProject,
  matchesDefinition,
  autoscalingBounds,
  autoscalingMetrics,
  autoscalingRequests,
  barePod,
  claimReference,
  componentEffect,
  configMapReference,
  containerResources,
  containerUser,
  defaultDeny,
  disruptionBudgetMissing,
  disruptionBudgetOverlap,
  disruptionBudgetProtection,
  disruptionBudgetSelector,
  disruptionBudgetSlack,
  externalAccess,
  externalSecretStore,
  gracefulStop,
  hostAccess,
  hostName,
  imageDigest,
  imageFromRelease,
  imagePinned,
  imagePullPolicy,
  imageTag,
  ingressSnippet,
  ingressTls,
  jobDeadline,
  jobHook,
  livenessProbe,
  namespaceLimits,
  namespacePodSecurity,
  networkPolicyExplicit,
  networkPolicyPeer,
  networkPolicyPort,
  networkPolicySelector,
  noRbac,
  noSecretData,
  ownNamespace,
  ownServiceAccount,
  patchTarget,
  plainSecrets,
  podDefaults,
  podSecurity,
  probePort,
  probeTiming,
  probes,
  program,
  progressDeadline,
  prometheusRule,
  dashboard,
  requiredLabels,
  quotaCapacity,
  quotaResources,
  reachability,
  readOnlyRoot,
  releaseInUse,
  replicasOwner,
  retainedData,
  rollingUpdate,
  routeBackend,
  scaleTarget,
  secretEnvFile,
  secretSource,
  serverFields,
  serviceAccountReference,
  serviceAccountToken,
  serviceMonitorTarget,
  serviceSelector,
  serviceTargetPort,
  settingPlaceholder,
  settingUrl,
  settingValue,
  singleWriter,
  spread,
  pausedWorkload,
  statefulSetService,
  syncAnnotations,
  syncOrder,
  terminationGrace,
  uniqueNames,
  unusedConfig,
  volumeMount,
  volumeUse,
  workloadSelector,
  writableFolders,
]

import type { Rule } from './rule.ts'
import { alerts } from './rules/alerts.ts'
import { argocdApplication } from './rules/argocd-application.ts'
import { argocdDeprecated } from './rules/argocd-deprecated.ts'
import { argocdProject } from './rules/argocd-project.ts'
import { autoscalingBounds } from './rules/autoscaling-bounds.ts'
import { autoscalingMetrics } from './rules/autoscaling-metrics.ts'
import { autoscalingRequests } from './rules/autoscaling-requests.ts'
import { barePod } from './rules/bare-pod.ts'
import { claimReference } from './rules/claim-reference.ts'
import { componentEffect } from './rules/component-effect.ts'
import { configMapReference } from './rules/config-map-reference.ts'
import { containerResources } from './rules/container-resources.ts'
import { containerUser } from './rules/container-user.ts'
import { defaultDeny } from './rules/default-deny.ts'
import { disruptionBudgetMissing } from './rules/disruption-budget-missing.ts'
import { disruptionBudgetOverlap } from './rules/disruption-budget-overlap.ts'
import { disruptionBudgetProtection } from './rules/disruption-budget-protection.ts'
import { disruptionBudgetSelector } from './rules/disruption-budget-selector.ts'
import { disruptionBudgetSlack } from './rules/disruption-budget-slack.ts'
import { externalAccess } from './rules/external-access.ts'
import { externalSecretStore } from './rules/external-secret-store.ts'
import { gracefulStop } from './rules/graceful-stop.ts'
import { hostAccess } from './rules/host-access.ts'
import { hostName } from './rules/host-name.ts'
import { imageDigest } from './rules/image-digest.ts'
import { imageFromRelease } from './rules/image-from-release.ts'
import { imagePinned } from './rules/image-pinned.ts'
import { imagePullPolicy } from './rules/image-pull-policy.ts'
import { imageTag } from './rules/image-tag.ts'
import { ingressSnippet } from './rules/ingress-snippet.ts'
import { ingressTls } from './rules/ingress-tls.ts'
import { jobDeadline } from './rules/job-deadline.ts'
import { jobHook } from './rules/job-hook.ts'
import { livenessProbe } from './rules/liveness-probe.ts'
import { matchesDefinition } from './rules/matches-definition.ts'
import { namespaceLimits } from './rules/namespace-limits.ts'
import { namespacePodSecurity } from './rules/namespace-pod-security.ts'
import { networkPolicyExplicit } from './rules/network-policy-explicit.ts'
import { networkPolicyPeer } from './rules/network-policy-peer.ts'
import { networkPolicyPort } from './rules/network-policy-port.ts'
import { networkPolicySelector } from './rules/network-policy-selector.ts'
import { noRbac } from './rules/no-rbac.ts'
import { noSecretData } from './rules/no-secret-data.ts'
import { ownNamespace } from './rules/own-namespace.ts'
import { ownServiceAccount } from './rules/own-service-account.ts'
import { patchTarget } from './rules/patch-target.ts'
import { pausedWorkload } from './rules/paused-workload.ts'
import { plainSecrets } from './rules/plain-secrets.ts'
import { podDefaults } from './rules/pod-defaults.ts'
import { podSecurity } from './rules/pod-security.ts'
import { probePort } from './rules/probe-port.ts'
import { probeTiming } from './rules/probe-timing.ts'
import { probes } from './rules/probes.ts'
import { program } from './rules/program.ts'
import { progressDeadline } from './rules/progress-deadline.ts'
import { prometheusRule } from './rules/prometheus-rule.ts'
import { quotaCapacity } from './rules/quota-capacity.ts'
import { quotaResources } from './rules/quota-resources.ts'
import { reachability } from './rules/reachability.ts'
import { readOnlyRoot } from './rules/read-only-root.ts'
import { releaseInUse } from './rules/release-in-use.ts'
import { replicasOwner } from './rules/replicas-owner.ts'
import { requiredLabels } from './rules/required-labels.ts'
import { resourceQuantities } from './rules/resource-quantities.ts'
import { retainedData } from './rules/retained-data.ts'
import { rollingUpdate } from './rules/rolling-update.ts'
import { routeBackend } from './rules/route-backend.ts'
import { scaleTarget } from './rules/scale-target.ts'
import { schema } from './rules/schema.ts'
import { secretEnvFile } from './rules/secret-env-file.ts'
import { secretSource } from './rules/secret-source.ts'
import { serverFields } from './rules/server-fields.ts'
import { serviceAccountReference } from './rules/service-account-reference.ts'
import { serviceAccountToken } from './rules/service-account-token.ts'
import { serviceMonitorTarget } from './rules/service-monitor-target.ts'
import { serviceSelector } from './rules/service-selector.ts'
import { serviceTargetPort } from './rules/service-target-port.ts'
import { settingPlaceholder } from './rules/setting-placeholder.ts'
import { settingUrl } from './rules/setting-url.ts'
import { settingValue } from './rules/setting-value.ts'
import { singleWriter } from './rules/single-writer.ts'
import { spread } from './rules/spread.ts'
import { statefulSetService } from './rules/stateful-set-service.ts'
import { syncAnnotations } from './rules/sync-annotations.ts'
import { syncOrder } from './rules/sync-order.ts'
import { terminationGrace } from './rules/termination-grace.ts'
import { uniqueNames } from './rules/unique-names.ts'
import { unusedConfig } from './rules/unused-config.ts'
import { volumeMount } from './rules/volume-mount.ts'
import { volumeUse } from './rules/volume-use.ts'
import { workloadSelector } from './rules/workload-selector.ts'
import { writableFolders } from './rules/writable-folders.ts'

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

import { at, items } from '../../resource.ts'
import type { Rules } from '../../schema/walk.ts'
import { atLeast, between, type Check, oneOf, text } from '../../values/check.ts'
import {
  dataKey,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  portName,
  qualifiedName,
  variableName,
} from '../../values/names.ts'
import { address, port, portOrName } from '../../values/network.ts'
import { notNegative } from '../../values/quantity.ts'

/** ValidateUserID and its kin: an id is no longer than 31 bits. */
const id = between(0, 2 ** 31 - 1)

/** Only what nodes know without more, or what someone gave a name of their own: ValidateContainerResourceName. */
const resource: Check = (name) =>
  /^(cpu|memory|ephemeral-storage|hugepages-.+|[^/]+\/.+)$/.test(String(name))
    ? qualifiedName(name)
    : `A container has no "${name}" to ask for: expected cpu, memory, ephemeral-storage or example.com/name.`

const filled = text(/^\S(.*\S)?$/s, 'text without spaces at its ends')
const relativePath = text(/^(?!\/)(?!(.*\/)?\.\.(\/|$))/, 'a path that is relative and has no ".."')
const fileMode = between(0, 0o777)

/** Keys of labels are added to a selector, and mean nothing without one. */
const keysOfSelector: Check = (value) =>
  items(at(value, 'matchLabelKeys')).length > 0 && !at(value, 'labelSelector')
    ? 'With "matchLabelKeys" name a "labelSelector".'
    : undefined

/** The pod's part of pkg/apis/core/validation/validation.go, field by field. */
export const podRules: Rules = {
  'core.v1.PodSpec': {
    activeDeadlineSeconds: between(1, 2 ** 31 - 1),
    terminationGracePeriodSeconds: atLeast(0),
    serviceAccountName: dnsSubdomain,
    hostname: dnsLabel,
    subdomain: dnsLabel,
    'nodeSelector.key': qualifiedName,
    'nodeSelector.*': labelValue,
  },
  'core.v1.PodSecurityContext': { runAsUser: id, runAsGroup: id, fsGroup: id, supplementalGroups: id },
  'core.v1.SecurityContext': { runAsUser: id, runAsGroup: id },
  'core.v1.Container': { name: dnsLabel, image: filled },
  'core.v1.ContainerPort': { name: portName, containerPort: port, hostPort: port, hostIP: address },
  'core.v1.EnvVar': { name: variableName },
  'core.v1.EnvFromSource': { prefix: variableName },
  'core.v1.ConfigMapKeySelector': { name: dnsSubdomain, key: dataKey },
  'core.v1.SecretKeySelector': { name: dnsSubdomain, key: dataKey },
  'core.v1.ConfigMapEnvSource': { name: dnsSubdomain },
  'core.v1.SecretEnvSource': { name: dnsSubdomain },
  'core.v1.ResourceRequirements': {
    'requests.key': resource,
    'requests.*': notNegative,
    'limits.key': resource,
    'limits.*': notNegative,
  },
  'core.v1.Probe': {
    initialDelaySeconds: atLeast(0),
    timeoutSeconds: atLeast(0),
    periodSeconds: atLeast(0),
    successThreshold: atLeast(0),
    failureThreshold: atLeast(0),
    terminationGracePeriodSeconds: atLeast(1),
  },
  'core.v1.HTTPGetAction': { port: portOrName },
  'core.v1.TCPSocketAction': { port: portOrName },
  'core.v1.GRPCAction': { port },
  'core.v1.SleepAction': { seconds: atLeast(0) },
  'core.v1.VolumeMount': { mountPath: text(/^[^:]*$/, 'a path without ":"'), subPath: relativePath },
  'core.v1.Volume': { name: dnsLabel },
  'core.v1.KeyToPath': { key: dataKey, path: relativePath, mode: fileMode },
  'core.v1.ConfigMapVolumeSource': { name: dnsSubdomain, defaultMode: fileMode },
  'core.v1.SecretVolumeSource': { secretName: dnsSubdomain, defaultMode: fileMode },
  'core.v1.ProjectedVolumeSource': { defaultMode: fileMode },
  'core.v1.EmptyDirVolumeSource': {
    medium: text(/^(|Memory|HugePages(-.+)?)$/, '"" or Memory'),
    sizeLimit: notNegative,
  },
  'core.v1.HostAlias': { ip: address },
  'core.v1.Toleration': { key: qualifiedName },
  'core.v1.TopologySpreadConstraint': {
    maxSkew: atLeast(1),
    minDomains: atLeast(1),
    topologyKey: qualifiedName,
    matchLabelKeys: qualifiedName,
    '': keysOfSelector,
  },
  'core.v1.PodAffinityTerm': {
    topologyKey: qualifiedName,
    matchLabelKeys: qualifiedName,
    mismatchLabelKeys: qualifiedName,
    '': keysOfSelector,
  },
  'core.v1.WeightedPodAffinityTerm': { weight: between(1, 100) },
  'core.v1.PreferredSchedulingTerm': { weight: between(1, 100) },
  'core.v1.NodeSelectorRequirement': {
    key: qualifiedName,
    operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
  },
}

import type { ListType } from '../../kubernetes/crd/lists.ts'
import { at } from '../../kubernetes/resource.ts'

/**
 * What a list is to Kubernetes. `map`: its items are known by a key, their order says nothing; `ordered` says that it
 * does all the same. `set`: only which items there are counts. `sequence`: items are known by their place.
 */
export type ListRule =
  | { readonly as: 'map'; readonly key: (item: unknown) => string | undefined; readonly ordered?: true }
  | { readonly as: 'set' }
  | { readonly as: 'sequence' }

const by =
  (...keys: readonly string[]) =>
  (item: unknown): string | undefined => {
    const values = keys.map((key) => at(item, key) ?? DEFAULTS[key])
    return values.includes(undefined) ? undefined : values.join('/')
  }

/** What the API server fills in, for fields that are part of a key. */
export const DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' }

const textOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const map = (...keys: readonly string[]): ListRule => ({ as: 'map', key: by(...keys) })
const set: ListRule = { as: 'set' }
const sequence: ListRule = { as: 'sequence' }

/** A metric has no name of its own: `Resource/cpu`, `Pods/requests`. */
const metric = (item: unknown): string | undefined => {
  const type = String(at(item, 'type') ?? '')
  const source = at(item, `${type.charAt(0).toLowerCase()}${type.slice(1)}`)
  const name = at(source, 'name') ?? at(source, 'metric', 'name')
  return typeof name === 'string' ? `${type}/${at(source, 'container') ?? ''}${name}` : undefined
}

/**
 * Which list is what: kinds (any where empty), the end of the path without keys, the rule; the first that fits.
 *
 * The maps are `x-kubernetes-list-map-keys` and `x-kubernetes-patch-merge-key` of Kubernetes' OpenAPI
 * (https://github.com/kubernetes/kubernetes/blob/master/api/openapi-spec/swagger.json). Others are atomic there,
 * and sets or maps by what their documentation says they mean: whether a toleration stands first makes no difference.
 */
const RULES: readonly (readonly [kinds: readonly string[], path: RegExp, rule: ListRule])[] = [
  [[], /(^|\.)initContainers$/, { as: 'map', key: by('name'), ordered: true }],
  [[], /(^|\.)(containers|ephemeralContainers|volumes|imagePullSecrets|resourceClaims)$/, map('name')],
  [[], /ontainers\[\]\.env$/, map('name')],
  [[], /ontainers\[\]\.ports$/, map('containerPort', 'protocol')],
  [[], /ontainers\[\]\.volumeMounts$/, map('mountPath')],
  [[], /ontainers\[\]\.volumeDevices$/, map('devicePath')],
  [[], /\.capabilities\.(add|drop)$/, set],
  [[], /\.topologySpreadConstraints$/, map('topologyKey', 'whenUnsatisfiable')],
  [[], /\.hostAliases$/, map('ip')],
  [[], /\.(tolerations|readinessGates|schedulingGates|sysctls|supplementalGroups)$/, set],
  [[], /DuringExecution$|\.(nodeSelectorTerms|matchExpressions|matchFields|matchLabelKeys)$/, set],
  [[], /\.match(Expressions|Fields)\[\]\.values$/, set],
  [[], /^metadata\.finalizers$/, set],
  [[], /^metadata\.ownerReferences$/, map('uid')],
  [[], /\.conditions$/, map('type')],
  [['Service'], /^spec\.ports$/, map('port', 'protocol')],
  [['ServiceAccount'], /^secrets$/, map('name')],
  [
    ['StatefulSet'],
    /^spec\.volumeClaimTemplates$/,
    { as: 'map', key: (item) => textOrNone(at(item, 'metadata', 'name')) },
  ],
  [['PersistentVolumeClaim'], /^spec\.accessModes$/, set],
  [['LimitRange'], /^spec\.limits$/, map('type')],
  [['ResourceQuota'], /^spec\.scopes$/, set],
  [['HorizontalPodAutoscaler'], /^spec\.metrics$/, { as: 'map', key: metric }],
  [['HorizontalPodAutoscaler'], /\.policies$/, map('type')],
  [['Ingress'], /^spec\.rules$/, map('host')],
  [['Ingress'], /^spec\.rules\[\]\.http\.paths$/, map('path', 'pathType')],
  [['Ingress'], /^spec\.tls$/, map('secretName')],
  [['Ingress'], /^spec\.tls\[\]\.hosts$/, set],
  [
    ['NetworkPolicy'],
    /^spec\.(policyTypes|(in|e)gress(\[\]\.(from|to|ports)(\[\]\.ipBlock\.except)?)?)$/,
    set,
  ],
  [['Role', 'ClusterRole'], /^rules(\[\]\.\w+)?$/, set],
  [['RoleBinding', 'ClusterRoleBinding'], /^subjects$/, set],
  [['AppProject'], /^spec\.\w+$/, set],
  [['Application'], /^spec\.syncPolicy\.syncOptions$/, set],
  [['HTTPRoute'], /^spec\.(parentRefs|hostnames)$/, set],
  [['PrometheusRule'], /^spec\.groups$/, map('name')],
]

/** What lists of a custom kind are, by their paths without keys. */
export type CustomLists = (shape: string) => ListType | undefined

/**
 * What the list at a path of a kind is: what the kind's own definition says, else what is known here; a sequence, as
 * `args` and `command` are, where nothing else is known.
 */
export const listRule = (kind: string, shape: string, custom?: CustomLists): ListRule =>
  customRule(custom?.(shape)) ?? knownRule(kind, shape)

function customRule(type: ListType | undefined): ListRule | undefined {
  if (type?.as !== 'map') return type
  const { keys, defaults } = type
  return {
    as: 'map',
    key: (item) => {
      const values = keys.map((name) => at(item, name) ?? defaults[name])
      return values.includes(undefined) ? undefined : values.join('/')
    },
  }
}

const knownRule = (kind: string, shape: string): ListRule =>
  RULES.find(([kinds, path]) => (kinds.length === 0 || kinds.includes(kind)) && path.test(shape))?.[2] ??
  sequence

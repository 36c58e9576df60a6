/**
 * What `base/components/NAME/component.ts` and `policies/NAME.ts` may import, and all that they may: as `#engine`.
 *
 * They run whenever the tool reads the working tree that they are checked out in, and for no other commit. They are pure:
 * no file system, process, clock, network or randomness, and nothing imported but this.
 */
export {
  type Claim,
  type Component,
  component,
  type EnvironmentFacts,
  type Given,
  type Requirement,
  type ValueProblem,
} from './component/component.ts'
export { defined, type Manifest, patch, sorted } from './component/manifest.ts'
export { fromNamespace, networkPolicy, toAddresses } from './component/network-policy.ts'
export {
  addressRange,
  boolean,
  byteQuantity,
  cpuQuantity,
  dnsLabel,
  duration,
  hostName,
  integer,
  list,
  object,
  oneOf,
  optional,
  port,
  type Schema,
  secretPath,
  type ValueOf,
} from './component/schema.ts'

export { environmentFile } from './environment/environment.ts'
export { containersOf, type PodTemplate, podTemplates } from './kubernetes/pods.ts'
export { at, entries, items, type Resource } from './kubernetes/resource.ts'
export { suggest } from './problem/nearest.ts'
export type { Path } from './problem/problem.ts'
export { fieldsAt } from './verify/fields.ts'
export {
  containersIn,
  endsByItself,
  find,
  nameOf,
  ofKind,
  podsOf,
  show,
  text,
  titleOf,
} from './verify/lookup.ts'
export { waysOf } from './verify/reach/reach.ts'
export { referencesOf } from './verify/references.ts'
export { mostAtOnce } from './verify/replicas.ts'
export { policy, type Rule, type Subject, type Violation } from './verify/rule.ts'
export { type Variable, variablesOf } from './verify/variables.ts'
export { isAfter, momentOf, showMoment, WAVE } from './verify/waves.ts'

import type { Rules } from '../../schema/walk.ts'
import { metadataRules } from './metadata.ts'
import { networkRules } from './network.ts'
import { podRules } from './pods.ts'
import { rightsRules } from './rights.ts'
import { storageRules } from './storage.ts'
import { workloadRules } from './workloads.ts'

/** Everything the API server asks of a single field beyond its type, by definition and field. */
export const rules: Rules = {
  ...metadataRules,
  ...podRules,
  ...workloadRules,
  ...networkRules,
  ...storageRules,
  ...rightsRules,
}

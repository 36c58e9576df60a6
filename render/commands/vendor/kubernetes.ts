import type { Fleet } from '../../environment/schema.ts'
import { byMinor } from '../../repository/kubernetes-schemas.ts'

/** What charts are rendered for if their source says nothing: the oldest version of a fleet, as `1.36`. */
export const oldestKubernetes = ({ clusters }: Fleet): string =>
  Object.values(clusters)
    .map(({ kubernetes }) => kubernetes)
    .sort(byMinor)[0] ?? ''

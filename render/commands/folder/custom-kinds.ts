import {
  CRD_KIND,
  type CustomKinds,
  type CustomResourceDefinition,
  NO_CUSTOM_KINDS,
} from '../../kubernetes/crd/definition.ts'
import { definitionFlaws } from '../../kubernetes/crd/flaws.ts'
import { kindsOf } from '../../kubernetes/crd/kinds.ts'
import { kubernetesSchemas } from '../../repository/kubernetes-schemas.ts'
import type { Unit } from './load.ts'

/**
 * The kinds that the CustomResourceDefinitions of a folder define, wherever in it they are. A definition that an API
 * server would refuse defines nothing, and neither do two that differ: then nobody knows which one is installed.
 */
export function customKindsIn(units: readonly Unit[], kubernetes: string): CustomKinds {
  const schemas = kubernetesSchemas(kubernetes)
  if (!schemas) return NO_CUSTOM_KINDS
  const definitions = units.flatMap(({ resources }) => resources.filter(({ kind }) => kind === CRD_KIND))
  const distinct = new Map(definitions.map((each) => [JSON.stringify(each['spec']), each]))
  const named = Map.groupBy(distinct.values(), ({ metadata }) => metadata.name)
  const sound = [...named.values()].flatMap(([only, ...others]) =>
    only && others.length === 0 && definitionFlaws(only, schemas).length === 0
      ? [kindsOf(only as unknown as CustomResourceDefinition)]
      : [],
  )
  return {
    kinds: Object.assign({}, ...sound.map(({ kinds }) => kinds)),
    definitions: Object.assign({}, ...sound.map((each) => each.definitions)),
  }
}

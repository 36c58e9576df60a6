import { parseQuantity } from '../kubernetes/quantity/parse.ts'
import { isWhole } from '../kubernetes/quantity/quantity.ts'
import { at } from '../kubernetes/resource.ts'
import { type Path, type Problem, wrongValue } from '../problem/problem.ts'
import type { IsValid } from './check-service.ts'
import { type Definition, environmentFile } from './environment.ts'

/**
 * Memory and storage that aren't a whole number of bytes: `0.1Mi` is 104857.6 bytes, and a quota of `100m` of memory is
 * a tenth of one. The API server takes them with a warning and rounds up.
 */
export function checkBytes({ name, environment }: Definition, intact: IsValid): Problem[] {
  const paths: Path[] = [
    ...Object.keys(environment.services ?? {}).flatMap((service) =>
      ['requests', 'limits'].map((side) => ['services', service, 'resources', side, 'memory']),
    ),
    ...Object.keys(environment.quota ?? {})
      .filter((resource) => /(memory|storage)$/.test(resource))
      .map((resource) => ['quota', resource]),
  ]
  return paths.flatMap((path) => {
    const wrong = intact(path) ? wrongBytes(at(environment, ...path)) : undefined
    return wrong === undefined ? [] : [wrongValue(environmentFile(name), path, wrong)]
  })
}

/** What is wrong with a quantity of bytes whose form is right. */
export function wrongBytes(value: unknown): string | undefined {
  const quantity = parseQuantity(value)
  return !quantity || isWhole(quantity)
    ? undefined
    : `${value} is not a whole number of bytes; use a whole number with a unit, such as 256Mi.`
}

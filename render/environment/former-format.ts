import { stringify } from 'yaml'
import type { Catalog } from '../catalog/catalog.ts'
import { wrongKey } from '../problem/problem.ts'
import { environmentFile } from './environment.ts'
import { isMap, type ParsedDefinition } from './sources.ts'

/**
 * Components used to be keys of environment.yaml, and those without values a list. Where a definition is still written
 * that way, everything that the schema has against it gives way to one problem that spells out the new form.
 */
export function readFormer({ definition, problems }: ParsedDefinition, catalog: Catalog): ParsedDefinition {
  const file = environmentFile(definition.name)
  const { keys, components } = inNewForm(definition.environment, catalog)
  const [first] = keys
  if (first === undefined) return { definition, problems }
  const written = stringify(
    { components },
    {
      aliasDuplicateObjects: false,
      collectionStyle: 'flow',
      lineWidth: 0,
    },
  )
    .trim()
    .slice(1, -1)
    .trim()
  const former = keys.map((key) => `"${key}"`).join(', ')
  const kept = Object.entries(definition.environment).filter(([key]) => !keys.includes(key))
  return {
    // Parsed all the same, so that the checks that follow find nothing but other mistakes.
    definition: {
      ...definition,
      environment: { ...Object.fromEntries(kept), components } as typeof definition.environment,
    },
    problems: [
      ...problems.filter((each) => each.file !== file || !keys.includes(String(each.path[0]))),
      wrongKey(file, [first], `Components are a map now. Replace ${former} with: ${written}`),
    ],
  }
}

/** The keys of the former form that a definition has, in its order, and all of its components in the new one. */
export function inNewForm(
  environment: object,
  catalog: Catalog,
): { keys: string[]; components: Readonly<Record<string, unknown>> } {
  const keys = new Set<string>()
  const components: Record<string, unknown> = {}
  const listed = (environment as { components?: unknown }).components
  if (Array.isArray(listed)) {
    keys.add('components')
    for (const name of listed) components[String(name)] = {}
  } else if (isMap(listed)) Object.assign(components, listed)
  for (const [name, { definition }] of Object.entries(catalog.components)) {
    if (!definition?.formerly) continue
    const { key, values = (old: unknown) => old } = definition.formerly
    const path = key.split('.')
    const old = path.reduce<unknown>(
      (value, step) => (isMap(value) ? (value as Record<string, unknown>)[step] : undefined),
      environment,
    )
    if (old === undefined) continue
    keys.add(path[0] as string)
    components[name] = values(old)
  }
  const order = Object.keys(environment)
  return { keys: [...keys].sort((a, b) => order.indexOf(a) - order.indexOf(b)), components }
}

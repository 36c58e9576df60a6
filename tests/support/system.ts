import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Component } from '../../render/component/component.ts'
import type { Rule } from '../../render/verify/rule.ts'
import { SYSTEM } from './root.ts'

const loaded = async (path: string): Promise<unknown> =>
  ((await import(pathToFileURL(join(SYSTEM, path)).href)) as { readonly default: unknown }).default

/** The component.ts of a folder of base/components. */
export const componentOf = async (name: string): Promise<Component> =>
  (await loaded(`base/components/${name}/component.ts`)) as Component

/** The rules in policies/, by the order of their files. */
export async function policiesOfSystem(): Promise<readonly Rule[]> {
  const files = globSync('policies/*.ts', { cwd: SYSTEM }).sort()
  return (await Promise.all(files.map(loaded))).flat() as Rule[]
}

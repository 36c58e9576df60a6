import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { openCache } from '../cache/cache.ts'
import { EXIT, type Outcome } from '../output/outcome.ts'
import { indexIdentity } from '../tools/index-identity.ts'
import { programIdentity } from '../tools/program.ts'
import { dayOf } from './day.ts'
import { renderingKey } from './known-rendering.ts'
import type { ValidateOptions } from './validate.ts'

/**
 * Tells again what an earlier run found good, if nothing that it depends on has changed since: what people wrote, this
 * tool, git's index, the programs that could build, the day. Anything else is looked at anew.
 *
 * @throws what `validate` throws.
 */
export async function validateUnlessKnown(
  root: string,
  names: readonly string[],
  options: ValidateOptions = {},
): Promise<Outcome> {
  const cache = openCache(root)
  const key = keyOf(root, names, options)
  const known = key && cache.get(key)
  if (known) return JSON.parse(known) as Outcome
  const { validate } = await import('./validate.ts')
  const outcome = await validate(root, names, options)
  if (key && outcome.exit === EXIT.good && keyOf(root, names, options) === key)
    cache.set(key, JSON.stringify(outcome))
  return outcome
}

function keyOf(root: string, names: readonly string[], { format }: ValidateOptions): string | undefined {
  const programs = [process.env['KUSTOMIZE'] || 'kustomize', 'kustomize', 'kubectl'].map(programIdentity)
  const parts = [renderingKey(root), indexIdentity(root), ...programs]
  if (parts.includes(undefined)) return undefined
  const asked = [resolve(root), ...names, format, dayOf(new Date())]
  return `validated-${createHash('sha256')
    .update(JSON.stringify([parts, asked]))
    .digest('hex')}`
}

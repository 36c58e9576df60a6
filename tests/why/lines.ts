import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderAll } from '../../render/commands/render-all.ts'
import { type Explanation, explain } from '../../render/commands/why/explain.ts'
import { explainerOf } from '../../render/commands/why/explainer.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { shownName } from '../../render/verify/verify.ts'
import { leavesOf, showPath } from '../../render/why/field.ts'

/** What render refuses, such as a log level that there is not. */
export class RefusedInput extends Error {}

/** Every value of a built environment, by resource and path, and where it is from. */
export async function explained(root: string, name: string): Promise<Map<string, Explanation>> {
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs)
  const wrong = [...problems, ...rendering.problems]
  if (wrong.length > 0) throw new RefusedInput(JSON.stringify(wrong[0]))
  const opened = await explainerOf(root, inputs, rendering, name)
  if ('error' in opened) throw new Error(opened.error)
  return new Map(
    opened.traced.flatMap((traced) =>
      leavesOf(traced.resource).map(({ path }) => [
        `${shownName(traced.resource)} ${showPath(path)}`,
        explain(opened.explainer, traced, path),
      ]),
    ),
  )
}

/** Another value in a line of YAML or of an env file; nothing for a line that holds none, or that others are found by. */
export function changed(line: string): string | undefined {
  const setting = /^([A-Z_]+=)(.+)$/.exec(line)
  if (setting) return `${setting[1]}${another(setting[2] as string)}`
  const [, key = '', value = ''] = /^(\s*(?:- )*[\w./-]+: )([^#&*|>[{\s][^#]*?)\s*(?:#.*)?$/.exec(line) ?? []
  if (value === '' || IDENTITY.test(key)) return undefined
  return `${key}${another(value)}`
}

/** By these, kustomize and Kubernetes find things: another one is another thing. */
const IDENTITY =
  /^\s*(- )*(name|kind|apiVersion|path|mountPath|op|cluster|source|target|patch|system|repository|registry):/

function another(value: string): string {
  if (/^-?\d+$/.test(value)) return String(Number(value) + 1)
  if (value === 'true' || value === 'false') return String(value !== 'true')
  const [, amount, unit = ''] = /^(\d+)(m|Ki|Mi|Gi)$/.exec(value) ?? []
  if (amount !== undefined) return `${Number(amount) + 1}${unit}`
  const [, quote = '', inner = value] = /^(["'])(.*)\1$/.exec(value) ?? []
  if (quote !== '' && /^-?\d+$/.test(inner)) return `${quote}${Number(inner) + 1}${quote}`
  return `${quote}${inner}x${quote}`
}

/** Changes a line of a file for as long as `action` takes. */
export async function withLine<T>(
  root: string,
  file: string,
  line: number,
  to: string,
  action: () => Promise<T>,
): Promise<T> {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n')
  lines[line - 1] = to
  writeFileSync(path, lines.join('\n'))
  try {
    return await action()
  } finally {
    writeFileSync(path, text)
  }
}

import { createHash } from 'node:crypto'
import { createRequire, registerHooks } from 'node:module'
import type { BaseFiles } from '../catalog/base-paths.ts'
import { CODE_SCHEME, positionOf, reasonOf } from '../component/code-error.ts'
import type { Component, Components } from '../component/component.ts'
import { definitionFlaws, isMap } from '../component/definition-flaws.ts'
import { ruleName } from '../component/syntax.ts'
import { type Position, type Problem, wrongFile } from '../problem/problem.ts'
import type { Rule } from '../verify/rule.ts'
import { codeOf } from './code-text.ts'
import { guardedPolicy, type Policy } from './guarded-policy.ts'
import { policyFlaws } from './policy-flaws.ts'
import { ENGINE_NAME, flawsIn, positionAt } from './purity.ts'
import { neverEnds, TIME_LIMIT, withinTime } from './time-limit.ts'

const ENGINE_URL = new URL('../engine.ts', import.meta.url).href

const FOLDER = /^base\/components\/([^/]+)\//
/** Code in the folder of a component under a name that nothing reads. */
const MISNAMED = /^base\/components\/[^/]+\/(?:[^/]+\.[cm]?tsx?|components?\.[cm]?jsx?)$/i
const COMPONENT = /^base\/components\/([^/]+)\/component\.ts$/

/**
 * Runs the component.ts files of base: the only code of a working tree, besides policies, that the tool runs. They see
 * `#engine` and the language, and nothing of the machine.
 *
 * @param base must be that of the working tree that is checked out: code of another commit never runs.
 */
export function componentsIn(base: BaseFiles): { components: Components; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const components: Record<string, Component> = {}
  const folders = [...new Set([...base.keys()].flatMap((file) => FOLDER.exec(file)?.[1] ?? []))]
  const files = [...base].flatMap(([file, text]): [string, string, string][] => {
    const name = COMPONENT.exec(file)?.[1]
    if (name !== undefined) return [[file, text, name]]
    if (MISNAMED.test(file)) problems.push(wrongFile(file, 'is not read; rename it to component.ts.'))
    return []
  })
  eachWithinTime(files, problems, ([file, text, name]) => {
    components[name] = UNUSABLE
    const ran = run(file, text, problems)
    if (!ran) return
    const flaws = definitionFlaws(ran.exported, folders)
    problems.push(...flaws.map((flaw) => wrongFile(file, flaw)))
    if (flaws.length === 0) components[name] = ran.exported as Component
  })
  return { components, problems }
}

/** Runs code of several files under one clock; a file that doesn't end is a problem, and the rest goes on. */
function eachWithinTime<T extends readonly [file: string, ...rest: string[]]>(
  files: readonly T[],
  problems: Problem[],
  work: (file: T) => void,
): void {
  const left = [...files]
  while (left.length > 0) {
    const stopped = (): void => {
      const [file = ''] = left.shift() ?? []
      problems.push(wrongFile(file, neverEnds(TIME_LIMIT.seconds)))
    }
    withinTime(
      TIME_LIMIT.seconds,
      () => {
        for (let next = left[0]; next; next = left[0]) {
          work(next)
          left.shift()
        }
      },
      stopped,
    )
  }
}

/** Stands for a component whose file is wrong: its environments must not be blamed for what they give it. */
const UNUSABLE: Component = { description: 'Its component.ts is invalid.', values: { type: 'object' } }

/** Runs the policies of a working tree: its own rules, in the order of their paths. */
export function policiesIn(files: ReadonlyMap<string, string>): {
  rules: Policy[]
  problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const rules: Policy[] = []
  const code = [...files].filter(([file]) => {
    if (!file.endsWith('.ts') && /\.[cm]?[jt]sx?$/i.test(file))
      problems.push(wrongFile(file, 'is not read; a policy is a .ts file.'))
    return file.endsWith('.ts')
  })
  eachWithinTime(code, problems, ([file, text]) => {
    const ran = run(file, text, problems)
    if (!ran) return
    const listed: unknown[] = [ran.exported].flat()
    const flaws = policyFlaws(listed)
    problems.push(...flaws.map((flaw) => wrongFile(file, flaw)))
    if (flaws.length > 0) return
    for (const rule of listed as Rule[]) {
      if (!RULE_NAME.test(rule.id))
        problems.push(wrongFile(file, `the id "${rule.id}" must be words in lower case, joined by hyphens.`))
      if (rules.some(({ id }) => id === rule.id))
        problems.push(wrongFile(file, `the id "${rule.id}" is that of another policy; choose another one.`))
      rules.push(guardedPolicy(file, rule))
    }
  })
  return { rules, problems }
}

const RULE_NAME = new RegExp(ruleName.pattern)

/** Runs a file of the working tree, once for each text. @returns its default export; nothing if it can't be run. */
function run(file: string, text: string, problems: Problem[]): { readonly exported: unknown } | undefined {
  const impure = flawsIn(text)
  problems.push(...impure.map(({ message, position }) => ({ ...wrongFile(file, message), position })))
  if (impure.length > 0) return undefined
  install()
  const specifier = `${CODE_SCHEME}${file}?${createHash('sha256').update(text).digest('hex')}`
  texts.set(specifier, text)
  try {
    const { default: exported } = require(specifier) as { default?: unknown }
    // A copy: what it exports may have getters, and they run here.
    return { exported: isMap(exported) ? { ...exported } : exported }
  } catch (error) {
    const reason = reasonOf(error).split('\n').find(Boolean) ?? ''
    const position = positionIn(text, error)
    problems.push({
      ...wrongFile(file, `can't be run: ${reason.replaceAll(CODE_SCHEME, '')}`),
      ...(position && { position }),
    })
    return undefined
  }
}

/**
 * Where a file threw while it was read. The stack has no place of a name that `#engine` doesn't export, and a wrong one,
 * that of an earlier statement, of an undefined name in `export default`: they are looked up in the text.
 */
function positionIn(text: string, error: unknown): Position | undefined {
  const found = positionOf(error)
  const [, name] = /(?:^| export named ')([\w$]+)(?:'| is not defined)$/.exec(reasonOf(error)) ?? []
  if (name === undefined) return found
  const words = [...codeOf(text).matchAll(/[\w$]+/g)].filter(([word]) => word === name)
  const places = words.map(({ index }) => positionAt(text, index))
  return places.some(({ line }) => line === found?.line) ? found : (places[0] ?? found)
}

const texts = new Map<string, string>()
const require = createRequire(import.meta.url)

let installed = false
function install(): void {
  if (installed) return
  installed = true
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith(CODE_SCHEME))
        return { url: specifier, format: 'module-typescript', shortCircuit: true }
      if (!context.parentURL?.includes(CODE_SCHEME)) return next(specifier, context)
      if (specifier !== ENGINE_NAME)
        throw new Error(`it imports "${specifier}"; only ${ENGINE_NAME} is allowed.`)
      return { url: ENGINE_URL, format: 'module-typescript', shortCircuit: true }
    },
    load(url, context, next) {
      const source = texts.get(url)
      return source === undefined
        ? next(url, context)
        : { source, format: 'module-typescript', shortCircuit: true }
    },
  })
}

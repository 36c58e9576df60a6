import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../../support/repository.ts'

export interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly run?: string
  readonly env?: Readonly<Record<string, string | number>>
  /** Only in an action. */
  readonly shell?: string
}

export interface Job {
  readonly name: string
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly environment?: string
  readonly permissions: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: Readonly<Record<string, string | readonly unknown[]>> }
  readonly steps: readonly Step[]
  readonly [key: string]: unknown
}

export interface Workflow {
  readonly name: string
  readonly on: unknown
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, Job>>
  readonly [key: string]: unknown
}

const FOLDER = join(ROOT, '.github/workflows')

/** The names of all workflows, without `.yaml`. */
export const WORKFLOWS: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''))

/** With the environments of tests/support: `npm run init` names an adopter's. */
export function workflowText(name: string): string {
  const text = readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')
  const { environment } = (parse(text) as Workflow).jobs['bump'] ?? {}
  return environment === undefined
    ? text
    : text.replaceAll(new RegExp(`\\b${environment}\\b`, 'g'), 'staging')
}

export const workflowOf = (name: string): Workflow => parse(workflowText(name)) as Workflow

export const needsOf = ({ needs = [] }: Job): readonly string[] =>
  typeof needs === 'string' ? [needs] : needs

const ACTIONS = join(ROOT, '.github/actions')

/** The names of the actions that are for this repository alone. */
export const LOCAL_ACTIONS: readonly string[] = readdirSync(ACTIONS)

export const actionText = (name: string): string => readFileSync(join(ACTIONS, name, 'action.yml'), 'utf8')

/** The steps of a composite action. */
export const actionOf = (name: string): readonly Step[] => {
  const { inputs, outputs, runs } = parse(actionText(name))
  if (inputs || outputs || runs.using !== 'composite')
    throw new Error(`${name}: expected a composite action without inputs and outputs`)
  return runs.steps
}

/** Steps, with those of a local action in its place. */
export const flattened = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => {
    const [, name] = /^\.\/\.github\/actions\/(.*)$/.exec(step.uses ?? '') ?? []
    return name === undefined ? [step] : actionOf(name)
  })

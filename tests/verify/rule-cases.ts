import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { at, entries, type Resource } from '../../render/kubernetes/resource.ts'
import { expectationOf } from '../../render/verify/programs/expectation.ts'
import type { Program } from '../../render/verify/programs/program.ts'
import type { Rule, Subject, Violation } from '../../render/verify/rule.ts'
import { shownName } from '../../render/verify/verify.ts'
import { SYSTEM } from '../support/root.ts'
import { shared } from '../support/shared.ts'
import { SIZES } from './sizes.ts'

/** A built environment that a case may change as it likes. */
export interface Draft extends Subject {
  readonly resources: Resource[]
}

/** Resource (or file, if the violation is about no resource), path and message. */
type Expected = readonly [place: string, path: string, message: string]

/** What a mistake is, the environment, how it is made there, and everything that the rule has against it. */
export type Catch = readonly [string, string, (draft: Draft) => void, readonly Expected[]]

interface Cases {
  /** Each mistake: what it is, where it is made, and everything that the rule has against it. */
  readonly catches: readonly Catch[]
  /** What looks like a mistake and is none. */
  readonly passes: readonly (readonly [string, string, (draft: Draft) => void])[]
}

/** Tests a rule on environments of this repository, built by real kustomize and then changed. */
export function testRule(rule: Rule, { catches, passes }: Cases): void {
  describe(rule.id, () => {
    test.each(catches)('catches %s', async (_, environment, change, expected) => {
      const draft = await draftOf(environment)
      change(draft)
      expect([...rule.check(draft)].map(shown)).toEqual(expected)
    })

    test.each(passes)('lets %s pass', async (_, environment, change) => {
      const draft = await draftOf(environment)
      change(draft)
      expect([...rule.check(draft)].map(shown)).toEqual([])
    })
  })
}

/** Stands for the registry of fleet.yaml, which everyone changes who makes the repository theirs. */
export const REGISTRY = 'registry.example/todo'

const built = new Map<string, Promise<string>>()

/** An environment as the rules look at it, as text: rendered and built once for all files of tests. */
const builtText = (name: string): Promise<string> =>
  shared(`subject ${name}`, async () => {
    const { subjectFor } = await import('../support/subject.ts')
    return JSON.stringify(await subjectFor(name))
  })

/** An environment of this repository to change, with the registry and the sizes that cases count with. */
export async function draftOf(name: string): Promise<Draft> {
  const known = built.get(name) ?? builtText(name)
  built.set(name, known)
  const { fleet, ...data } = JSON.parse(await known) as Subject
  const text = JSON.stringify(data).replaceAll(fleet.registry, REGISTRY)
  const draft: Draft = {
    ...(JSON.parse(text) as Omit<Draft, 'fleet'>),
    fleet: {
      ...fleet,
      registry: REGISTRY,
      programs: { ...fleet.programs, all: fleet.programs.all.map(withVariables) },
    },
  }
  for (const [id, way, value] of SIZES[name] ?? []) set(draft, id, way, value)
  return draft
}

/** A program with what it expects of its variables, which are functions and can't be kept as text. */
const withVariables = (program: Program): Program => ({
  ...program,
  get variables() {
    const definitions = parse(readFileSync(join(SYSTEM, program.file), 'utf8'))
    return new Map(
      entries(definitions[program.name].variables).map(([name, said]) => {
        const expectation = expectationOf(name, String(said))
        if (typeof expectation === 'string') throw new Error(expectation)
        return [name, expectation]
      }),
    )
  },
})

export function shown({ resource, source, path = [], message }: Violation): Expected {
  if (resource) return [shownName(resource), path.join('.'), message]
  return [source?.file ?? '', source?.path.join('.') ?? '', message]
}

/** The resource of a draft, as findings name it: `Deployment/backend`. */
export function resourceOf(draft: Draft, id: string): Resource {
  const found = draft.resources.find((each) => shownName(each) === id)
  if (!found) throw new Error(`${draft.environment.name} has no ${id}`)
  return found
}

/** Where a path of steps leads; a text is split at its dots. */
export type Way = string | readonly (string | number)[]

/** Sets a field that a draft's resource has or has not; `undefined` takes it away. */
export function set(draft: Draft, id: string, way: Way, value: unknown): void {
  setIn(resourceOf(draft, id), way, value)
}

export function setIn(target: unknown, way: Way, value: unknown): void {
  const steps = typeof way === 'string' ? way.split('.') : way
  const last = steps.at(-1) as string
  const parent = steps.slice(0, -1).reduce<unknown>((from, step) => {
    if (at(from, step) === undefined) (from as Record<string, unknown>)[step] = {}
    return at(from, step)
  }, target) as Record<string, unknown>
  if (value === undefined) delete parent[last]
  else parent[last] = value
}

/** Takes a resource out of a draft. */
export function drop(draft: Draft, id: string): void {
  draft.resources.splice(draft.resources.indexOf(resourceOf(draft, id)), 1)
}

/** Adds a copy of a resource under another name, to change. */
export function copy(draft: Draft, id: string, name: string): void {
  const resource = structuredClone(resourceOf(draft, id)) as Resource & { metadata: { name: string } }
  resource.metadata.name = name
  draft.resources.push(resource)
}

export const same = (): void => {}

export const POD = 'spec.template.spec'
export const CONTAINER = `${POD}.containers.0`

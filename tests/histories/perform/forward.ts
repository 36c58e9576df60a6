import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bump as runBump } from '../../../render/commands/release/bump.ts'
import { promote as runPromote } from '../../../render/commands/release/promote.ts'
import type { Decision, Entry } from '../../../render/release/types.ts'
import { git } from '../git.ts'
import type { Operation } from '../operations.ts'
import { look } from '../oracle/look.ts'
import { type Verdict, verdict } from '../oracle/verdict.ts'
import { at, count, type World } from '../world.ts'
import { arrived, checkRelease, checkTouched, decisionsOf, mode, releaseFiles } from './command.ts'
import { buildFor } from './sources.ts'

type By<K extends Operation['kind']> = Extract<Operation, { kind: K }>

export async function bump(world: World, { environment: number, picks }: By<'bump'>): Promise<void> {
  const { root, pushes, scratch } = world
  const environment = at(world.environments, number)
  const builds = new Map(
    picks.map((pick) => buildFor(world, pick)).map(({ service, entry }) => [service, entry]),
  )
  if (pushes) git(root, 'push', '--quiet', 'origin', 'main')
  const file = join(scratch, 'builds.json')
  writeFileSync(file, JSON.stringify([...builds].map(([service, entry]) => ({ service, ...entry }))))

  const before = look(world)
  const release = before.releases[environment] ?? {}
  const expected = new Map(
    [...builds].map(([service, to]) => [service, verdict(world, environment, release, service, to)]),
  )
  const outcome = await runBump(root, { ...mode(world), environment, builds: file })
  const after = arrived(world)

  for (const decision of decisionsOf(outcome)) {
    checkDecision(decision, expected.get(decision.service))
    count(world, `bump: ${expected.get(decision.service)}`)
  }
  assert.equal(outcome.exit, [...expected.values()].some(isRefusal) ? 1 : 0)
  checkTouched(before, after, releaseFiles(environment))
  const set = [...builds].filter(([service]) => expected.get(service) === 'set')
  checkRelease(before, after, environment, Object.fromEntries(set))
}

export async function promote(world: World, { from: number, services }: By<'promote'>): Promise<void> {
  const from = at(world.environments, number)
  const to = at(world.environments, number + 1)
  const before = look(world)
  const [source = {}, target = {}] = [before.releases[from], before.releases[to]]
  const chosen = [...new Set(services.map((each) => at(world.services, each)))]
  const moving = chosen.length > 0 ? chosen : Object.keys(source)
  const expected = new Map(
    moving.map((service) => [service, verdict(world, to, target, service, source[service] as Entry)]),
  )
  const outcome = await runPromote(world.root, {
    ...mode(world),
    from,
    to,
    ...(chosen.length > 0 && { service: chosen }),
  })
  const after = arrived(world)

  // Who promotes what is older asked for something that has a command of its own.
  const refused = [...expected.values()].some((each) => isRefusal(each) || each === 'older')
  for (const decision of decisionsOf(outcome)) {
    const wanted = expected.get(decision.service)
    checkDecision(decision, wanted === 'older' ? 'refused' : wanted)
  }
  assert.equal(outcome.exit, refused ? 1 : 0)
  count(world, refused ? 'promote: refused' : 'promote: allowed')
  checkTouched(before, after, releaseFiles(to))
  const set = moving.filter((service) => !refused && expected.get(service) === 'set')
  checkRelease(
    before,
    after,
    to,
    Object.fromEntries(set.map((service) => [service, source[service] as Entry])),
  )
}

const isRefusal = (each: Verdict): boolean => each === 'held' || each === 'refused'

function checkDecision({ service, action, reason }: Decision, expected: Verdict | undefined): void {
  const found =
    action === 'set'
      ? 'set'
      : action === 'unchanged'
        ? 'unchanged'
        : reason.code === 'held'
          ? 'held'
          : 'refused'
  const wanted = expected === 'same' || expected === 'older' ? 'unchanged' : expected
  assert.equal(found, wanted, `what becomes of ${service}: ${reason.code}`)
}

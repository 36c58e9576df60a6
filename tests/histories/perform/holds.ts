import assert from 'node:assert/strict'
import { releaseHold, hold as runHold } from '../../../render/commands/release/hold.ts'
import { holdsFile } from '../../../render/environment/environment.ts'
import type { Operation } from '../operations.ts'
import { look } from '../oracle/look.ts'
import { isHeld, type Known } from '../oracle/model.ts'
import { at, dayText, type World } from '../world.ts'
import { arrived, checkTouched, mode } from './command.ts'

type By<K extends Operation['kind']> = Extract<Operation, { kind: K }>

export async function hold(world: World, operation: By<'hold'>): Promise<void> {
  const environment = at(world.environments, operation.environment)
  const service = operation.service === undefined ? undefined : at(world.services, operation.service)
  const said = saying(world, operation.days)
  const before = look(world)
  const { exit } = await runHold(world.root, environment, {
    ...mode(world),
    ...said,
    ...(service !== undefined && { service }),
  })
  assert.equal(exit, 0)
  checkTouched(before, arrived(world), [holdsFile(environment)])
  const { holds } = world.model[environment] as Known
  if (service === undefined) holds.environment = said
  else holds.services[service] = said
}

export async function lift(world: World, operation: By<'lift'>): Promise<void> {
  const environment = at(world.environments, operation.environment)
  const known = world.model[environment] as Known
  const held = world.services.filter((service) => isHeld(known, service, world.day))
  const service =
    operation.service === undefined
      ? undefined
      : at(held.length > 0 ? held : world.services, operation.service)
  const before = look(world)
  const { exit } = await releaseHold(world.root, environment, {
    ...mode(world),
    ...(service !== undefined && { service }),
  })
  assert.equal(exit, 0)
  checkTouched(before, arrived(world), [holdsFile(environment)])
  const { holds, back } = known
  if (service === undefined) {
    delete holds.environment
    return
  }
  const went = back[service]
  delete holds.services[service]
  delete holds.lifted[service]
  if (went) holds.lifted[service] = went.commit
}

/** What a person says who holds something for some days, or until it is lifted. */
export const saying = (
  world: World,
  days: number | undefined,
): { readonly reason: string; readonly until?: string } => ({
  reason: `Wait for incident ${world.serial++}`,
  ...(days !== undefined && { until: dayText(world.day + days) }),
})

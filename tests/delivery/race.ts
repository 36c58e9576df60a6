import { expect } from 'vitest'
import { ACTORS, pushSources, type Turn } from './actors.ts'
import { type Clones, cloneOf, git, headOf, mainline } from './clones.ts'
import { expectForwardOnly, expectSound, unrendered } from './truth.ts'

export interface Race {
  readonly processes: number
  readonly rounds: number
  /** Without a barrier between rounds: a turn begins as soon as the one before is done. */
  readonly restless?: boolean
  /** Told after each turn. */
  readonly progress?: (line: string) => void
}

export interface Result {
  readonly accepted: number
  readonly nothing: number
  readonly gaveUp: number
  /** How many turns needed so many tries. */
  readonly tries: Readonly<Record<number, number>>
}

/** Lets processes, each in a clone of its own, write to one branch at once, again and again; then looks at all of it. */
export async function race(clones: Clones, { processes, rounds, restless, progress }: Race): Promise<Result> {
  const actors = ACTORS.slice(0, processes).map((act, index) => ({
    act,
    root: cloneOf(clones, `actor-${index}`),
  }))
  const builder = cloneOf(clones, 'builder')
  const begin = headOf(builder)
  const sources = pushSources(builder, processes * rounds)
  const turns: Turn[] = []
  const play = async (index: number, number: number) => {
    const { act, root } = actors[index] as (typeof actors)[number]
    const source = sources[number * processes + index] as string
    const turn = await act({ root, number, name: `r${number}-p${index}`, source })
    turns.push(turn)
    progress?.(`${turns.length} of ${sources.length}: process ${index}, round ${number}: ${shown(turn)}`)
  }
  const all = [...Array(rounds).keys()]
  const each = [...actors.keys()]
  if (restless)
    await Promise.all(
      each.map(async (index) => {
        for (const number of all) await play(index, number)
      }),
    )
  else for (const number of all) await Promise.all(each.map((index) => play(index, number)))
  await expectNothingLost(clones.remote, begin, sources, turns)
  return summary(turns)
}

async function expectNothingLost(
  remote: string,
  begin: string,
  sources: readonly string[],
  turns: readonly Turn[],
): Promise<void> {
  const all = mainline(remote)
  const since = all.slice(all.indexOf(begin) + 1)
  const accepted = turns.filter((turn) => turn.kind === 'accepted')
  // Each is there once, and nothing else is.
  expect([...since].sort()).toEqual([...accepted.map(({ commit }) => commit), ...sources].sort())
  for (const { commit, holds } of accepted) {
    expect(holds(remote, commit), git(remote, 'show', commit)).toBe(true)
    expect(holds(remote, `${commit}^`), git(remote, 'show', commit)).toBe(false)
  }
  for (const commit of since) expect(await unrendered(remote, commit), commit).toEqual([])
  expect(expectForwardOnly(remote, 'main')).toBeGreaterThanOrEqual(accepted.length)
  expectSound(remote)
}

const shown = (turn: Turn): string => (turn.kind === 'gave up' ? turn.kind : `${turn.kind} (${turn.tries})`)

function summary(turns: readonly Turn[]): Result {
  const count = (kind: Turn['kind']) => turns.filter((turn) => turn.kind === kind).length
  const tries: Record<number, number> = {}
  for (const turn of turns) if (turn.kind !== 'gave up') tries[turn.tries] = (tries[turn.tries] ?? 0) + 1
  return { accepted: count('accepted'), nothing: count('nothing'), gaveUp: count('gave up'), tries }
}

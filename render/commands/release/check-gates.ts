import { environmentFile, releaseFile } from '../../environment/environment.ts'
import { parse } from '../../environment/parse.ts'
import type { EnvironmentDefinition } from '../../environment/schema.ts'
import { readDefinition } from '../../environment/sources.ts'
import { EXIT, type Line, type Outcome } from '../../output/outcome.ts'
import { entryOf, sameBuild } from '../../release/entry.ts'
import { type Move, movesForward } from '../../release/moves.ts'
import type { Decision } from '../../release/types.ts'
import { readAncestry } from '../../tools/ancestry.ts'
import { commitOf } from '../../tools/git.ts'
import { filesAt } from '../../tools/git-files.ts'
import { messagesBetween } from '../../tools/git-history.ts'
import { warningLine } from '../../tools/github-output.ts'
import { startOf } from '../base-commit.ts'
import { decisionsJson, lineOf } from './decision-format.ts'
import { recordsOverride, sourceOf } from './gates.ts'
import { recordHere } from './health-record.ts'
import { pastOf, releaseAt } from './running.ts'
import { isOutcome } from './snapshot.ts'

export interface CheckGatesOptions {
  /** What the change is compared with. */
  readonly base: string
  readonly now?: Date
}

type Promotion = NonNullable<EnvironmentDefinition['promotion']>

/**
 * Asks the promotion gates about every service that a change lets go forward. The gates, and what other environments
 * run, are those of the base: no change may open its own gate.
 *
 * @throws NotInGitError if git has no such base, GitError, DeliveryError.
 */
export async function checkGates(
  root: string,
  { base, now = new Date() }: CheckGatesOptions,
): Promise<Outcome> {
  const start = await startOf(root, base)
  if (isOutcome(start)) return start
  const change = { root, base: start.commit, head: await commitOf(root, 'HEAD'), now }
  const found: Checked[] = []
  for (const [name, promotion] of await promotionsAt(root, start.commit))
    found.push(...(await checkOne(change, name, promotion)))
  const refused = found.filter(({ overridden }) => !overridden)
  return {
    exit: refused.length > 0 ? EXIT.findings : EXIT.good,
    lines: [
      ...found.map(({ environment, decision, overridden }): Line => {
        const line = lineOf(environment)(decision)
        return overridden ? { text: warningLine('promotion gates overridden', line.text) } : line
      }),
      ...(found.length === 0 ? [{ text: 'All gates of this change are open.', tone: 'good' } as const] : []),
    ],
    errors: start.warnings,
    json: {
      base: start.commit,
      closed: found.flatMap(({ environment, decision, overridden }) =>
        decisionsJson(environment, [decision]).map((each) => ({ environment, overridden, ...each })),
      ),
    },
  }
}

interface Change {
  readonly root: string
  readonly base: string
  readonly head: string
  readonly now: Date
}

interface Checked {
  readonly environment: string
  readonly decision: Decision
  readonly overridden: boolean
}

/** The gates of each environment at a commit that has some. */
async function promotionsAt(root: string, commit: string): Promise<[string, Promotion][]> {
  const files = await filesAt(root, commit, ['environments'])
  const names = [...files.keys()].flatMap(
    (path) => /^environments\/([^/]+)\/environment\.yaml$/.exec(path)?.[1] ?? [],
  )
  return names.flatMap((name): [string, Promotion][] => {
    const { definition } = readDefinition(
      { name, environment: files.get(environmentFile(name)), release: files.get(releaseFile(name)) },
      parse,
    )
    const promotion = definition?.environment.promotion
    return promotion ? [[name, promotion]] : []
  })
}

async function checkOne(
  { root, base, head, now }: Change,
  name: string,
  promotion: Promotion,
): Promise<Checked[]> {
  const [before, after] = await Promise.all([releaseAt(root, base, name), releaseAt(root, head, name)])
  if (!before || !after) return []
  const order = { past: await pastOf(root, base, name), relation: await readAncestry(root, head) }
  const moves = movesForward(before, after, order)
  if (moves.length === 0) return []
  const { from, healthy } = promotion
  const source =
    from === undefined ? undefined : await sourceOf(root, base, from, healthy && (await recordHere(root)))
  const { closedGates } = await import('../../release/gate.ts')
  const overridden = (await messagesBetween(root, base, head, releaseFile(name))).some(recordsOverride)
  return moves.flatMap((move): Checked[] => {
    const runs = source?.past[0] && entryOf(source.past[0].release, move.service)
    const closed = closedGates(
      move.service,
      promotion,
      runs && sameBuild(runs, move.to) ? source : undefined,
      now.getTime(),
    )
    return closed.length === 0
      ? []
      : [{ environment: name, overridden, decision: refusal(move, { code: 'closed', closed }) }]
  })
}

const refusal = (move: Move, reason: Decision['reason']): Decision => ({ ...move, action: 'refused', reason })

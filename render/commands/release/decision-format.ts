import type { Line } from '../../output/outcome.ts'
import { sentence } from '../../release/sentence.ts'
import type { Decision } from '../../release/types.ts'
import { list } from '../../text/list.ts'

const TONES = { set: 'changed', unchanged: 'quiet', refused: 'bad' } as const

/** A decision for people. */
export const lineOf =
  (environment: string) =>
  (decision: Decision): Line => ({
    text: `${decision.action === 'refused' ? 'refused: ' : ''}${sentence(environment, decision)}`,
    tone: TONES[decision.action],
  })

/** Decisions for programs: what was decided, why as a code, and in words. */
export const decisionsJson = (environment: string, decisions: readonly Decision[]): object[] =>
  decisions.map((decision) => ({ ...decision, sentence: sentence(environment, decision) }))

/** The message of a commit: what it does, and each service that moves with its versions and sources. */
export function messageOf(
  subject: string,
  decisions: readonly Decision[],
  more: readonly string[] = [],
): string {
  const moved = decisions.flatMap(({ action, service, from, to }) =>
    action === 'set' && to
      ? [
          `${service}: ${from?.tag ?? 'nothing'} -> ${to.tag}${to.commit ? ` (source ${to.commit.slice(0, 12)})` : ''}`,
        ]
      : [],
  )
  return [subject, '', ...moved, ...(more.length > 0 ? ['', ...more] : [])].join('\n')
}

/** The services that move, in words: `api, web and worker`. */
export const movedServices = (decisions: readonly Decision[]): string =>
  list(decisions.filter(({ action }) => action === 'set').map(({ service }) => service))

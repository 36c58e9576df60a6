import type { Result } from './run-checker.ts'

const EXIT = { good: 0, findings: 1, failure: 3 }

/**
 * The exit code of a whole run: 1 if anything was found or an exception is stale, 3 if a checker failed or, when
 * nothing may be skipped, one was.
 */
export function exitOf(results: readonly Result[], strict: boolean): number {
  const found = results.some((each) => each.state === 'ran' && each.open.length + each.stale.length > 0)
  if (found) return EXIT.findings
  const missing = results.some(({ state }) => state === 'failed' || (strict && state === 'skipped'))
  return missing ? EXIT.failure : EXIT.good
}

/** What there is to say when a checker has ended. */
export function lines(result: Result): string[] {
  const title = `${result.name} ${result.version}`
  if (result.state !== 'ran') return [`${title}: ${result.state}: ${result.why}`]
  const { open, excused, stale, seconds, installSeconds } = result
  const said = [
    open.length + stale.length === 0 ? 'good' : '',
    count(open.length, 'finding'),
    count(stale.length, 'stale exception'),
    excused > 0 ? `${excused} excused` : '',
    `${seconds.toFixed(1)} s`,
    installSeconds >= 0.5 ? `installed in ${installSeconds.toFixed(1)} s` : '',
  ]
  return [
    `${title}: ${said.filter(Boolean).join(', ')}`,
    ...open.map(({ place, rule, message }) => `  ${place}: ${rule}: ${message.replaceAll(/\s+/g, ' ')}`),
    ...stale.map(
      ({ rule, place }) =>
        `  exceptions.ts: ${rule}${place ? ` at ${place.source}` : ''} matches nothing any more: remove it.`,
    ),
  ]
}

/** The end of a run: the sum, and what did not run. */
export function summary(results: readonly Result[]): string[] {
  const of = (state: Result['state']) => results.filter((each) => each.state === state)
  const good = results.filter(
    (each) => each.state === 'ran' && each.open.length + each.stale.length === 0,
  ).length
  return [
    '',
    ...[...of('skipped'), ...of('failed')].flatMap(lines),
    `${good} of ${count(results.length, 'checker')} good, ${of('skipped').length} skipped, ${of('failed').length} failed.`,
  ]
}

const count = (number: number, noun: string): string =>
  number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`

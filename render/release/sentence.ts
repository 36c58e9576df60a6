import { suggest } from '../problem/nearest.ts'
import type { Closed, Decision, Entry, Hold, PlainCode } from './types.ts'

/** A decision in words: what happens with the service in `environment`, and where it is refused, why and the fix. */
export function sentence(environment: string, { service, from, to, reason }: Decision): string {
  const old = version(from, to)
  const wanted = version(to, from)
  switch (reason.code) {
    case 'rolled-back':
      return `${service} rolls back from ${old} to ${wanted}, its build at ${short(reason.target)}.`
    case 'not-back':
      return `${service} ${wanted}, its build at ${short(reason.target)}, is newer than the ${old} that ${environment} runs. To move forward, use release-hold, then bump or promote.`
    case 'not-in-target':
      return `${service} did not exist at ${short(reason.target)}; name a commit at which it existed, or leave the service out.`
    case 'same-as-target':
      return `${service} runs ${old} already, as at ${short(reason.target)}; nothing to roll back.`
    case 'unknown-service':
      return `Service "${service}" not found.${suggest(service, reason.known)}`
    case 'not-in-source':
      return `${reason.source} doesn't run "${service}".${suggest(service, reason.known)}`
    case 'contradiction':
      return `${environment} records ${reason.key} ${from?.[reason.key]} for ${service} ${old}, but this build has ${to?.[reason.key]}; an image has only one. If the record is wrong, correct release.yaml by hand.`
    case 'held':
      return `${service} is held at ${from ? old : 'nothing'}: ${held(reason.hold)} To lift the hold: npm run release-hold ${environment}${reason.hold.kind === 'environment' ? '' : ` -- --service ${service}`}.`
    case 'closed':
      return `${service} can't move to ${wanted} yet: ${gateSentences(reason.closed).join('; ')} (promotion in environments/${environment}/environment.yaml). To move now: --override --reason "…".`
    case 'contracted':
      return `Migration ${reason.floor.migration} (of ${reason.floor.service}) removed something from the database, and ${service} ${wanted} contains migrations only up to ${to?.migration}; roll forward instead.`
    case 'migration-unknown':
      return `Migration ${reason.floor.migration} (of ${reason.floor.service}) removed something from the database, and release.yaml does not record the migrations of ${service} ${wanted}; roll forward instead, or add "migration" if you know it.`
    default:
      return plain(reason.code, environment, service, old, wanted)
  }
}

function plain(code: PlainCode, environment: string, service: string, old: string, wanted: string): string {
  switch (code) {
    case 'first':
      return `${service} runs ${wanted}, its first build here.`
    case 'left-out':
      return `${service} doesn't run in ${environment}: its environment.yaml sets enabled: false.`
    case 'pinned':
      return `base/services/${service} runs a third-party image; change its version there.`
    case 'newer':
      return `${service} goes from ${old} to ${wanted}, a newer build.`
    case 'source-known':
      return `${service} goes from ${old}, which has no recorded source commit, to ${wanted}.`
    case 'order-unknown':
      return `${service} goes from ${old} to ${wanted}; neither has a recorded source commit.`
    case 'retagged':
      return `${service} goes from ${old} to ${wanted}, built from the same source.`
    case 'completed':
      return `${service} stays at ${old}; missing release data is added.`
    case 'same':
      return `${environment} already runs ${service} ${old}.`
    case 'older':
      return `${environment} already runs a newer build of ${service}: ${old}, not ${wanted}.`
    case 'downgrade':
      return `${environment} runs ${service} ${old}, which is newer than ${wanted}: to go back, use npm run rollback ${environment} -- --service ${service}.`
    case 'commit-missing':
      return `Cannot tell whether ${service} ${wanted} is newer than ${old}: name its source commit with --commit.`
    case 'digest-missing':
      return `${service} ${wanted} has no digest, and a tag alone can be moved to another image: use TAG@DIGEST.`
    case 'unrelated':
      return `${service} ${wanted} was built from a branch that doesn't contain the source of ${old}, so it would drop what ${environment} runs: merge that source first, and build again.`
    case 'unknown-commit':
      return `git lacks the source commit of ${service} ${wanted} or of ${old}, so their order is unknown. Fetch the full history (git fetch --unshallow, git fetch --all). If the commit no longer exists, change release.yaml by hand.`
    case 'rebuilt':
      return `${service} ${wanted} and ${old} are different images built from the same commit, so neither is newer: build from a new commit (an empty one is enough).`
    case 'tag-moved':
      return `The tag of ${service} ${wanted} already names another image (${old}), and tags must not move: publish this image under a new tag.`
    case 'contracting-lost':
      return `${service} ${wanted} records an older contracting migration than ${old}, or none, but the database stays as it is: record the newest one, so that no rollback goes below it.`
    case 'never-ran':
      return `${service} ${wanted} never ran in ${environment}, so a push would deploy an unreviewed state: choose a commit from npm run history ${environment}, or open a pull request with --pull-request.`
    case 'nothing-before':
      return `No earlier state to roll back to: ${service} ${old} is the first build here that was not rolled back. To choose another, name a commit with --to.`
  }
}

/** The tag; where that is no difference, what is. */
function version(entry: Entry | undefined, other: Entry | undefined): string {
  if (!entry) return 'nothing'
  if (!other || entry.tag !== other.tag) return entry.tag
  if (entry.digest !== other.digest)
    return `${entry.tag}${entry.digest ? `@${entry.digest.slice(0, 19)}` : ' without digest'}`
  return entry.commit === other.commit || !entry.commit ? entry.tag : `${entry.tag} (${short(entry.commit)})`
}

const held = (hold: Hold): string =>
  hold.kind === 'went-back'
    ? `it was reverted to an older build in ${short(hold.commit)}.`
    : `${hold.reason.replace(/[.]?$/, '.')}${hold.until ? ` Until the end of ${hold.until}.` : ''}`

const short = (commit: string): string => commit.slice(0, 12)

/** What each of some closed gates asks for, and from when on it is open. */
export function gateSentences(closed: readonly Closed[]): string[] {
  const soaks = closed.some(({ gate }) => gate === 'soak')
  return closed.map((each) => gateSentence(each, soaks))
}

function gateSentence(closed: Closed, soaks: boolean): string {
  switch (closed.gate) {
    case 'from':
      return `only builds of ${closed.from} are accepted, through npm run promote`
    case 'soak':
      return `it has run in ${closed.from} for less than ${closed.soak}; the gate opens at ${closed.until}`
    case 'healthy':
      return `${unhealthy(closed)}${closed.state === 'no-record' ? '' : `; it passes ${closed.soak ? `${closed.soak} after` : 'when'} that is reported`}`
    case 'windows':
      return closed.opens === undefined
        ? 'no window opens within 400 days'
        : `no window is open${soaks ? ' then' : ''}; the next one opens at ${closed.opens} (${closed.timezone})`
  }
}

function unhealthy({ from, state, release = '', at, reason }: Extract<Closed, { gate: 'healthy' }>): string {
  switch (state) {
    case 'no-record':
      return `no health record of ${from}; run git fetch origin health, or set it up (docs/health.md)`
    case 'unknown':
      return `what ${from} runs since ${short(release)} has not been reported healthy`
    case 'failed':
      return `what ${from} runs since ${short(release)} failed at ${at}${reason ? ` (${reason})` : ''} and has not been reported healthy since`
  }
}

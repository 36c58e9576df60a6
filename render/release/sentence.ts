import { suggest } from '../problem/nearest.ts'
import type { Decision, Entry, Hold, PlainCode } from './types.ts'

/** A decision in words: what happens with the service in `environment`, and where it is refused, why and the fix. */
export function sentence(environment: string, { service, from, to, reason }: Decision): string {
  const old = version(from, to)
  const wanted = version(to, from)
  switch (reason.code) {
    case 'rolled-back':
      return `${service} goes back from ${old} to ${wanted}, as ${short(reason.target)} left it.`
    case 'not-back':
      return `${service} ${wanted}, as ${short(reason.target)} left it, is newer than the ${old} that ${environment} runs: bump or promote goes forward, after release-hold.`
    case 'not-in-target':
      return `${service} wasn't there at ${short(reason.target)}: name a commit at which it was, or leave it out.`
    case 'same-as-target':
      return `${service} runs ${old} already, as at ${short(reason.target)}: there is nothing to roll back.`
    case 'unknown-service':
      return `There is no service "${service}".${suggest(service, reason.known)}`
    case 'not-in-source':
      return `${reason.source} doesn't run "${service}".${suggest(service, reason.known)}`
    case 'contradiction':
      return `${environment} records ${reason.key} ${from?.[reason.key]} for ${service} ${old}, this says ${to?.[reason.key]}: one image has one. Correct release.yaml by hand if that is wrong.`
    case 'held':
      return `${service} is held at ${from ? old : 'nothing'}: ${held(reason.hold)} To go on: npm run release-hold ${environment}${reason.hold.kind === 'environment' ? '' : ` -- --service ${service}`}.`
    case 'contracted':
      return `Migration ${reason.floor.migration} (of ${reason.floor.service}) took something away from the database, and ${service} ${wanted} knows migrations up to ${to?.migration} only: roll forward instead.`
    case 'migration-unknown':
      return `Migration ${reason.floor.migration} (of ${reason.floor.service}) took something away from the database, and nothing records which migrations ${service} ${wanted} knows: roll forward instead, or add "migration" if you know it.`
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
      return `base/services/${service} runs the image of another project: change its version there.`
    case 'newer':
      return `${service} goes from ${old} to ${wanted}, a newer build.`
    case 'source-known':
      return `${service} goes from ${old}, whose source nobody recorded, to ${wanted}.`
    case 'order-unknown':
      return `${service} goes from ${old} to ${wanted}; nobody recorded the source of either.`
    case 'retagged':
      return `${service} goes from ${old} to ${wanted}, built from the same source.`
    case 'completed':
      return `${service} stays at ${old}; what was not known of it is added.`
    case 'same':
      return `${environment} already runs ${service} ${old}.`
    case 'older':
      return `${environment} already runs a newer build of ${service}: ${old}, not ${wanted}.`
    case 'downgrade':
      return `${environment} runs ${service} ${old}, which is newer than ${wanted}: to go back, use npm run rollback ${environment} -- --service ${service}.`
    case 'commit-missing':
      return `Nobody can tell whether ${service} ${wanted} is newer than ${old}: say which commit it was built from.`
    case 'digest-missing':
      return `${service} ${wanted} has no digest, and without it a tag can come to mean another image: name it as TAG@DIGEST.`
    case 'unrelated':
      return `${service} ${wanted} was built from a branch that doesn't contain the source of ${old}, so it would drop what ${environment} runs: merge that source first, and build again.`
    case 'unknown-commit':
      return `git doesn't have the source commit of ${service} ${wanted} or of ${old}, so that nobody can tell which is newer: fetch the whole history (git fetch --unshallow, git fetch --all). If the commit is gone for good, change release.yaml by hand.`
    case 'rebuilt':
      return `${service} ${wanted} was built from the very commit that ${old} was, to another image, and nothing says which is newer: build from a new commit (an empty one will do).`
    case 'tag-moved':
      return `The tag of ${service} ${wanted} meant another image before (${old}): a tag never moves. Publish this image under a tag of its own.`
    case 'contracting-lost':
      return `${service} ${wanted} records an older contracting migration than ${old}, or none, but the database stays as it is: record the newest one, so that no rollback goes below it.`
    case 'never-ran':
      return `${service} ${wanted} never ran in ${environment}, so that a push would bring there what nobody has reviewed: name a commit of npm run history ${environment}, or propose it with --pull-request.`
    case 'nothing-before':
      return `There is nothing to go back to: ${service} ${old} is the first build here that nobody went back from. Name a commit with --to if you know better.`
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
    ? `it went back to an older build in ${short(hold.commit)}.`
    : `${hold.reason.replace(/[.]?$/, '.')}${hold.until ? ` Until the end of ${hold.until}.` : ''}`

const short = (commit: string): string => commit.slice(0, 12)

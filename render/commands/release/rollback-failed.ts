import { setTimeout } from 'node:timers/promises'
import { code } from '../../diff/show/escape.ts'
import { type Cluster, qualifiedName } from '../../environment/environment.ts'
import type { Fleet } from '../../environment/schema.ts'
import { EXIT, type Line, type Outcome, together, wrong } from '../../output/outcome.ts'
import { decideRollback, SETTLE, type Verdict } from '../../release/automatic-rollback.ts'
import { milliseconds } from '../../release/duration.ts'
import { history } from '../../release/history.ts'
import { sentence } from '../../release/sentence.ts'
import { type Status, withStatuses } from '../../release/status.ts'
import { shortened } from '../../text/shortened.ts'
import { firstParentLine } from '../../tools/git-history.ts'
import { recordOf } from './health-record.ts'
import { noRollbackSentence } from './no-rollback-sentence.ts'
import { type Reported, reportedAt, reportedOn, wrongReported } from './reported.ts'
import { rolledBack } from './rollback.ts'
import { definitionOf, knowledgeOf, type Recorded, runningOf } from './running.ts'
import { isOutcome, type Snapshot } from './snapshot.ts'

export interface RollbackFailedOptions extends Reported {
  readonly remote?: string
  readonly now?: () => Date
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Commits since the failed one whose statuses are looked at: more than people push while a failure settles. */
const NEWER = 20

/**
 * Rolls back what the cluster's App reported as failed at a commit, in each environment that asks for it, if exactly one
 * release can be to blame; waits first until the failure has lasted a minute. A decision against it is no failure.
 *
 * @throws DeliveryError, GitError, GitHubError, KustomizeError.
 */
export async function rollbackFailed(
  root: string,
  { remote = 'origin', now = () => new Date(), wait = setTimeout, ...asked }: RollbackFailedOptions,
): Promise<Outcome> {
  const mistake = wrongReported(asked)
  if (mistake !== undefined) return wrong(mistake)
  const about = reportedOn(root)
  if (isOutcome(about)) return about
  const { fleet, names } = about
  const reported = await reportedAt(root, asked, fleet, names)
  const last = Math.max(0, ...[...reported.values()].flat().map(({ at }) => at))
  const left = last + SETTLE - now().getTime()
  if (left > 0) await wait(Math.min(left, SETTLE))

  const outcomes: Outcome[] = []
  for (const [name, statuses] of await reportedAt(root, asked, fleet, names)) {
    const first = statuses.find(({ state }) => state === 'failure')
    if (first) outcomes.push(await rollbackOne(root, name, fleet, first, { ...asked, remote, now }))
  }
  if (outcomes.length === 0)
    return {
      exit: EXIT.good,
      lines: [{ text: noRollbackSentence('no-failure'), tone: 'quiet' }],
      errors: [],
      json: { environments: {} },
    }
  return {
    ...together(outcomes),
    json: { environments: Object.fromEntries(outcomes.map(({ json }) => [json['environment'], json])) },
  }
}

type Asked = Reported & { readonly remote: string; readonly now: () => Date }

async function rollbackOne(
  root: string,
  name: string,
  fleet: Fleet,
  first: Status,
  asked: Asked,
): Promise<Outcome> {
  let failure: Status | undefined
  let namespace = ''
  let cluster: Cluster | undefined
  const reason = shortened(
    `Argo CD reported it as failed: ${first.description || 'no reason was reported'}`,
    400,
  )
  const options = { reason, push: true as const, github: true, remote: asked.remote, now: asked.now() }
  const outcome = await rolledBack(root, name, options, async (snapshot) => {
    const verdict = decideRollback(await situationAt(snapshot, name, fleet, asked))
    if (verdict.action !== 'roll-back') return declined(name, verdict)
    failure = verdict.failure
    const { environment } = definitionOf(snapshot, name)
    namespace = environment.namespace ?? qualifiedName(fleet, name)
    cluster = snapshot.rendering.fleet?.clusters[environment.cluster]
    return { to: verdict.to, service: verdict.services }
  })
  if (!failure) return outcome
  const { announced } = await import('./announce.ts')
  const happened = happenedLines(failure, {
    namespace,
    application: qualifiedName(fleet, name),
    argocd: cluster?.argocd.namespace ?? 'argocd',
  })
  return announced(root, outcome, { environment: name, reason, failure: happened })
}

/** Everything that is decided by, as it is at the newest commit. */
async function situationAt(snapshot: Snapshot, name: string, fleet: Fleet, asked: Asked) {
  const { root, head } = snapshot
  const [running, knowledge, line, others] = await Promise.all([
    runningOf(snapshot, name),
    knowledgeOf(snapshot, asked.now()),
    firstParentLine(root, head),
    firstParentLine(root, head, otherPaths(name)),
  ])
  const recorded = (await recordOf(root, asked.remote))?.get(name) ?? []
  const newer = line.slice(0, line.indexOf(asked.commit) + 1).slice(-NEWER)
  const found: Status[] = []
  for (const commit of newer)
    found.push(...((await reportedAt(root, { ...asked, commit }, fleet, [name])).get(name) ?? []))
  const within = definitionOf(snapshot, name).environment.rollback?.automatic.within
  return {
    within: within === undefined ? undefined : milliseconds(within),
    ...{ failed: asked.commit, statuses: withStatuses(recorded, found), line, others, running, knowledge },
    releases: history<Recorded>(running.past, knowledge.relation),
    now: asked.now().getTime(),
  }
}

/** Everything that an environment is built from, but for its release. */
const otherPaths = (name: string): string[] => [
  `overlays/${name}`,
  'base',
  `:(glob)apps/*/environments/${name}.yaml`,
  `:(exclude)overlays/${name}/release`,
]

function declined(environment: string, verdict: Exclude<Verdict, { action: 'roll-back' }>): Outcome {
  const why = verdict.action === 'wait' ? 'unsettled' : verdict.why
  const refusal = verdict.action === 'none' ? verdict.refusal : undefined
  const lines: Line[] = [
    { text: `${environment}: ${noRollbackSentence(why)}`, tone: 'quiet' },
    ...(refusal ? [{ text: sentence(environment, refusal), tone: 'quiet' } as const] : []),
  ]
  return { exit: EXIT.good, lines, errors: [], json: { environment, rolledBack: false, why } }
}

interface Where {
  readonly namespace: string
  readonly application: string
  readonly argocd: string
}

/** What happened, for the issue. The description is the cluster's word: code, and no markup. */
function happenedLines(
  { at, commit, description }: Status,
  { namespace, application, argocd }: Where,
): string[] {
  const [, kind, name] = /^([A-Z][A-Za-z]*)\/([a-z0-9][a-z0-9.-]*)/.exec(description) ?? []
  const logs = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind ?? '')
    ? `kubectl --namespace ${namespace} logs ${kind?.toLowerCase()}/${name} --all-containers --tail=200`
    : `kubectl --namespace ${namespace} get events --sort-by=.lastTimestamp`
  return [
    `Argo CD reported ${code(commit.slice(0, 12))} as failed at ${new Date(at).toISOString()}: ${code(description || 'no reason')}`,
    '',
    `- The failing pods' logs, as long as the pods are there; a log collector has them longer: ${code(logs)}`,
    `- What Argo CD did: ${code(`kubectl --namespace ${argocd} get application ${application} --output yaml`)}`,
  ]
}

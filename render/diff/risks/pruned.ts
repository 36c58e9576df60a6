import { podTemplateOf } from '../../kubernetes/pods.ts'
import { at, idOf, isKind, type Resource } from '../../kubernetes/resource.ts'
import { namespaceOf, syncOption } from '../argocd.ts'
import type { Change, Pair } from '../change.ts'
import { generatedName, mentions } from '../compare/generated.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

const READABLE = isKind('ConfigMap', 'Secret')

/**
 * A ConfigMap or Secret that Argo CD prunes under pods that go on naming it: those of a Job that a CronJob has started,
 * and of workloads that don't replace their pods. A container that starts again reads it anew, and waits in
 * CreateContainerConfigError (https://github.com/argoproj/argo-cd/issues/18837). Deployments that roll out are through
 * by then, because Argo CD prunes last; a hook's Job is created anew.
 */
export const pruned: RiskRule = (change) =>
  goneFrom(change).flatMap((gone) =>
    change.pairs
      .filter((pair) => keepsPods(pair) && names(podTemplateOf(pair.before)?.spec, gone.metadata.name))
      .map((pair) => riskFor(pair, gone, namespaceOf(change.after) ?? 'NAMESPACE')),
  )

/** What goes, or goes under its name as built, without the hash. */
const goneFrom = ({ pairs, removed }: Change): Resource[] =>
  [
    ...pairs
      .filter(({ built }) => built.before.metadata.name !== built.after.metadata.name)
      .map(({ before }) => before),
    ...removed,
  ].filter((each) => READABLE(each) && syncOption(each, 'Prune') !== 'false')

const names = (spec: unknown, name: string): boolean =>
  mentions(spec, name) || mentions(spec, generatedName(name))

function keepsPods({ before, after }: Pair): boolean {
  switch (after.kind) {
    case 'CronJob':
      return at(before, 'spec', 'suspend') !== true
    case 'StatefulSet':
    case 'DaemonSet':
      return at(after, 'spec', 'updateStrategy', 'type') === 'OnDelete'
    case 'Deployment':
      return at(after, 'spec', 'paused') === true
    default:
      return false
  }
}

function riskFor({ after }: Pair, gone: Resource, namespace: string): Risk {
  const kubectl = `kubectl --namespace ${namespace}`
  const common = { id: 'settings-pruned', severity: 'medium', resource: idOf(after) } as const
  if (after.kind === 'CronJob')
    return {
      ...common,
      message: `A Job of it that runs during the sync (schedule ${at(after, 'spec', 'schedule')}) still names the old ${idOf(gone)}, which is removed at the end: a pod that the Job starts after that waits in CreateContainerConfigError.`,
      steps: [
        `Merge while none runs: \`${kubectl} get jobs\`.`,
        `If one hangs, delete it: \`${kubectl} delete job NAME\`. The next one reads the new settings.`,
      ],
    }
  return {
    ...common,
    message: `Its pods are not replaced, and still name the old ${idOf(gone)}, which is removed: a container that starts again waits in CreateContainerConfigError.`,
    steps: [`Replace its pods right after the sync: \`${kubectl} delete pod NAME\`, one after the other.`],
  }
}

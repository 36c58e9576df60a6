import { podTemplateOf } from '../kubernetes/pods.ts'
import { at, idOf, type Resource } from '../kubernetes/resource.ts'
import type { Change, Pair } from './change.ts'
import { canonical } from './compare/canonical.ts'
import { mentions } from './compare/generated.ts'

const ROLLING = ['Deployment', 'StatefulSet', 'DaemonSet']

/**
 * The workloads that replace their pods: those whose pod template changes, the new names of generated ConfigMaps
 * included. Here the order of lists counts: Kubernetes applies it, and a template in another order is another one.
 */
export const restartsOf = ({ pairs }: Change): Pair[] =>
  pairs.filter(
    ({ built }) =>
      ROLLING.includes(built.after.kind) &&
      at(built.after, 'spec', 'updateStrategy', 'type') !== 'OnDelete' &&
      JSON.stringify(built.before) !== JSON.stringify(built.after) &&
      templateText(built.before) !== templateText(built.after),
  )

const templateText = (resource: Resource): string =>
  canonical(at(resource, 'spec', 'template'), resource.kind, 'spec.template', true)

/** The workloads among `restarts` that read a generated ConfigMap or Secret whose name changes with its content. */
export const restartedBy = ({ built }: Pair, restarts: readonly Pair[]): string[] =>
  built.before.metadata.name === built.after.metadata.name
    ? []
    : restarts
        .filter((each) => mentions(podTemplateOf(each.built.after)?.spec, built.after.metadata.name))
        .map(({ after }) => idOf(after))

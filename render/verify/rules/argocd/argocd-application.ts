import { argocdNamespace } from '../../../environment/environment.ts'
import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import { argocdName, differs, notOne, objectsOf } from '../../argocd.ts'
import { show } from '../../lookup.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

const FINALIZER = 'resources-finalizer.argocd.argoproj.io'
/** What an Application of ours says; the others are compared above. */
const SPEC = ['project', 'source', 'destination', 'syncPolicy']
const NAMED = ['sources', 'sourceHydrator', 'ignoreDifferences']
const OPTIONS = ['PruneLast=true', 'ServerSideApply=true']

export const argocdApplication: Rule = {
  id: 'argocd-application',
  severity: 'error',
  needs: ['apps'],
  title: 'The Application deploys this overlay from this repository, as configured in environment.yaml.',
  why: 'A wrong revision or destination deploys another version, or to another cluster; unlimited retries keep Argo CD from syncing the revert that would end them; a finalizer deletes what must be retained. https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml',
  remediation: 'Run `npm run render`, which writes apps/; if it writes the same, fix render/plan/argocd.ts.',
  *check(subject) {
    const [application, ...more] = objectsOf(subject, 'Application')
    if (!application || more.length > 0) return yield notOne(subject, 'Application')
    const { environment, cluster, fleet } = subject
    const { name, namespace, retain, revision } = environment
    const exactly: readonly (readonly [string, unknown])[] = [
      ['metadata.name', argocdName(subject)],
      ['metadata.namespace', argocdNamespace(cluster)],
      ['metadata.finalizers', retain ? undefined : [FINALIZER]],
      ['spec.project', argocdName(subject)],
      ['spec.source', { repoURL: fleet.repository, targetRevision: revision, path: `overlays/${name}` }],
      ['spec.sources', undefined],
      ['spec.sourceHydrator', undefined],
      ['spec.destination', { server: cluster.server, namespace }],
      ['spec.ignoreDifferences', undefined],
    ]
    for (const [field, expected] of exactly) yield* differs(application, field.split('.'), expected)
    // Notifications are sent for Applications with this label: base/argocd/notifications.
    yield* differs(application, ['metadata', 'labels', 'app.kubernetes.io/part-of'], fleet.system)
    yield* differs(
      application,
      ['metadata', 'annotations', 'argocd.argoproj.io/manifest-generate-paths'],
      '.;/base',
    )
    for (const [field] of entries(at(application, 'spec')))
      if (!SPEC.includes(field) && !NAMED.includes(field))
        yield {
          resource: application,
          path: ['spec', field],
          message: `spec.${field} is not one of the fields that render writes: ${SPEC.join(', ')}.`,
        }
    yield* sync(application, subject)
  },
}

function* sync(application: Resource, { environment }: Subject): Iterable<Violation> {
  const { automated, prune, selfHeal } = environment.sync
  const policy = ['spec', 'syncPolicy']
  yield* differs(application, [...policy, 'automated'], automated ? { prune, selfHeal } : undefined)

  const path = [...policy, 'syncOptions']
  const options = items(at(application, ...path))
  for (const option of OPTIONS)
    if (!options.includes(option))
      yield {
        resource: application,
        path,
        message: `Sync option ${option} is missing; required: ${OPTIONS.join(', ')}.`,
      }
  for (const [index, option] of options.entries())
    if (!OPTIONS.includes(String(option)))
      yield {
        resource: application,
        path: [...path, index],
        message: `Sync option ${option} is not allowed; allowed: ${OPTIONS.join(', ')}.`,
      }

  const limit = at(application, ...policy, 'retry', 'limit')
  if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > 10)
    yield {
      resource: application,
      path: [...policy, 'retry', 'limit'],
      message: `retry.limit is ${limit === undefined ? 'not set' : show(limit)}: must be an integer from 1 to 10.`,
    }
  if (at(application, ...policy, 'retry', 'refresh') !== true)
    yield {
      resource: application,
      path: [...policy, 'retry', 'refresh'],
      message: 'retry.refresh is not true: a retry would use the commit that failed, not the newest one.',
    }
  for (const [field, right] of Object.entries(BACKOFF)) {
    const value = at(application, ...policy, 'retry', 'backoff', field)
    if (!right.test(String(value)))
      yield {
        resource: application,
        path: [...policy, 'retry', 'backoff', field],
        message: `retry.backoff.${field} is ${shown(value)}: expected ${field === 'factor' ? '1 to 5' : 'seconds or a few minutes, such as 5s or 1m'}.`,
      }
  }
  const strange = entries(at(application, ...policy)).find(([key]) => !POLICY.includes(key))
  if (strange)
    yield {
      resource: application,
      path: [...policy, strange[0]],
      message: `spec.syncPolicy.${strange[0]} is not one of the fields that render writes: ${POLICY.join(', ')}.`,
    }
}

/** With other waits, a sync that fails goes on for hours, or not at all. */
const BACKOFF: Readonly<Record<string, RegExp>> = {
  duration: /^([1-9]|[1-5][0-9])s$/,
  factor: /^[1-5]$/,
  maxDuration: /^([1-9][0-9]?s|[1-5]m)$/,
}

const shown = (value: unknown): string => (value === undefined ? 'not set' : show(value))

const POLICY = ['automated', 'syncOptions', 'retry']

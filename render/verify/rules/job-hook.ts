import { at } from '../../kubernetes/resource.ts'
import { clientsOf } from '../connections.ts'
import { ofKind, text, titleOf } from '../lookup.ts'
import type { Rule, Subject, Violation } from '../rule.ts'
import { HOOK, isAfter, isHook, momentOf, showMoment, WAVE } from '../waves.ts'

const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy'

export const jobHook: Rule = {
  id: 'job-hook',
  severity: 'error',
  title:
    'Every Job is a hook that each sync makes anew; one that changes the database comes before who uses it.',
  why: 'A Job can not be changed: the second sync fails where it is no hook, or is still there. A service that starts before its migration meets tables that are not there yet. https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  mend: `Say ${HOOK} with ${DELETE_POLICY}: BeforeHookCreation, and an earlier wave than that of the services.`,
  *check(subject) {
    for (const resource of ofKind(subject, 'Job')) {
      const path = ['metadata', 'annotations']
      if (!isHook(resource))
        yield {
          resource,
          path: [...path, HOOK],
          message: `${titleOf(resource)} is no hook: expected ${HOOK}.`,
        }
      else if (!(text(at(resource, ...path, DELETE_POLICY)) ?? '').includes('BeforeHookCreation'))
        yield {
          resource,
          path: [...path, DELETE_POLICY],
          message: `${titleOf(resource)} may be there still when the next sync makes it: expected BeforeHookCreation.`,
        }
    }
    for (const resource of subject.resources)
      if (resource.kind !== 'Job' && isHook(resource))
        yield {
          resource,
          path: ['metadata', 'annotations', HOOK],
          message: `${titleOf(resource)} is a hook, which each sync deletes and makes anew: only a Job may be one.`,
          mend: `Remove the annotation ${HOOK}.`,
        }
    yield* late(subject)
  },
}

/** Jobs that connect to the database although services that do are there already. */
function* late(subject: Subject): Iterable<Violation> {
  const clients = clientsOf(subject).map(({ pod }) => pod.resource)
  for (const job of clients.filter((each) => each.kind === 'Job')) {
    const moment = momentOf(job)
    const early = clients.find((each) => {
      const start = each.kind === 'Deployment' ? momentOf(each) : undefined
      return moment && start && !isAfter(start, moment)
    })
    const start = early && momentOf(early)
    if (!moment || !early || !start) continue
    yield {
      resource: isAfter(moment, { phase: 1, wave: 1_000_000 }) ? job : early,
      path: ['metadata', 'annotations', WAVE],
      message: `${titleOf(early)} comes in ${showMoment(start)}, and ${titleOf(job)}, which changes the database it uses, in ${showMoment(moment)}: expected the Job first.`,
    }
  }
}

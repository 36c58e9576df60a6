import { at } from '../../kubernetes/resource.ts'
import { ofKind, text, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'
import { HOOK, isHook } from '../waves.ts'

const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy'

export const jobHook: Rule = {
  id: 'job-hook',
  severity: 'error',
  needs: ['apps'],
  title: 'Every Job is a hook that each sync makes anew.',
  why: 'A Job can not be changed: the second sync fails where it is no hook, or is still there. https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  remediation: `Say ${HOOK} with ${DELETE_POLICY}: BeforeHookCreation.`,
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
          remediation: `Remove the annotation ${HOOK}.`,
        }
  },
}

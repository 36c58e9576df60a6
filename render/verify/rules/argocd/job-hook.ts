import { at } from '../../../kubernetes/resource.ts'
import { ofKind, text, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'
import { HOOK, isHook } from '../../waves.ts'

const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy'

export const jobHook: Rule = {
  id: 'job-hook',
  severity: 'error',
  needs: ['apps'],
  title: 'Every Job is a hook that each sync recreates.',
  why: 'A Job is immutable: the second sync fails if the Job is not a hook or still exists. https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  remediation: `Set ${HOOK} and ${DELETE_POLICY}: BeforeHookCreation.`,
  *check(subject) {
    for (const resource of ofKind(subject, 'Job')) {
      const path = ['metadata', 'annotations']
      if (!isHook(resource))
        yield {
          resource,
          path: [...path, HOOK],
          message: `${titleOf(resource)} is not a hook; set ${HOOK}.`,
        }
      else if (!(text(at(resource, ...path, DELETE_POLICY)) ?? '').includes('BeforeHookCreation'))
        yield {
          resource,
          path: [...path, DELETE_POLICY],
          message: `${titleOf(resource)} may still exist at the next sync; set the delete policy BeforeHookCreation.`,
        }
    }
    for (const resource of subject.resources)
      if (resource.kind !== 'Job' && isHook(resource))
        yield {
          resource,
          path: ['metadata', 'annotations', HOOK],
          message: `${titleOf(resource)} is a hook, which each sync deletes and recreates; only a Job may be one.`,
          remediation: `Remove the annotation ${HOOK}.`,
        }
  },
}

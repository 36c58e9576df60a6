import { at, type Resource } from '../../../kubernetes/resource.ts'
import { text } from '../../lookup.ts'
import type { Rule, Violation } from '../../rule.ts'
import { HOOK } from '../../waves.ts'

const OPTIONS = 'argocd.argoproj.io/sync-options'
const DATA = ['Namespace', 'PersistentVolumeClaim']

export const retainedData: Rule = {
  id: 'retained-data',
  severity: 'error',
  needs: ['environment'],
  title:
    'Namespace and volumes are never pruned by a sync, and outlive the environment if and only if `retain` is true.',
  why: 'Pruning a claim deletes its data. Delete=false without `retain` leaves orphaned resources, and "confirm" blocks this and every later sync until a person confirms. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/',
  remediation: `Set ${OPTIONS}: Prune=false in base; with \`retain\`, render adds Delete=false (render/plan/options/namespace.ts).`,
  *check({ resources, environment: { retain } }) {
    for (const resource of resources) {
      const options = (text(at(resource, 'metadata', 'annotations', OPTIONS)) ?? '')
        .split(',')
        .map((each) => each.trim())
      const wrong = (message: string): Violation => ({
        resource,
        path: ['metadata', 'annotations', OPTIONS],
        message: `${message} (${OPTIONS}: ${options.join(',') || 'not set'}).`,
      })
      const data = isData(resource)
      if (data && at(resource, 'metadata', 'annotations', HOOK) !== undefined)
        yield {
          resource,
          path: ['metadata', 'annotations', HOOK],
          message: 'It is a hook, which each sync deletes and recreates empty; remove the hook annotation.',
        }
      if (data && !options.includes('Prune=false')) yield wrong('A sync may prune it: expected Prune=false')
      if (data && retain && !options.includes('Delete=false'))
        yield wrong(
          'It is deleted with the Application although the environment sets retain: expected Delete=false',
        )
      if (!retain && options.includes('Delete=false'))
        yield wrong(
          'It remains when the environment is removed, although retain is not set: expected no Delete=false',
        )
      for (const option of ['Prune=confirm', 'Delete=confirm'])
        if (options.includes(option))
          yield wrong(`${option} waits for manual confirmation: expected false or no option`)
    }
  },
}

const isData = ({ kind }: Resource): boolean => DATA.includes(kind)

import { at, type Resource } from '../../kubernetes/resource.ts'
import { text } from '../lookup.ts'
import type { Rule, Violation } from '../rule.ts'
import { HOOK } from '../waves.ts'

const OPTIONS = 'argocd.argoproj.io/sync-options'
const DATA = ['Namespace', 'PersistentVolumeClaim']

export const retainedData: Rule = {
  id: 'retained-data',
  severity: 'error',
  needs: ['environment'],
  title: 'Namespace and volumes outlive every sync; they outlive the environment exactly if it says retain.',
  why: 'A claim that is pruned takes the data with it. Delete=false where nothing is retained leaves remains that nobody looks after, and "confirm" waits for somebody, and every later commit with it. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/',
  remediation: `Base says ${OPTIONS}: Prune=false; with \`retain\`, render adds Delete=false (render/plan/options/namespace.ts).`,
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
          message: 'It is a hook, which each sync deletes and makes again, empty: expected none.',
        }
      if (data && !options.includes('Prune=false')) yield wrong('A sync may prune it: expected Prune=false')
      if (data && retain && !options.includes('Delete=false'))
        yield wrong(
          'It goes with the Application although the environment says retain: expected Delete=false',
        )
      if (!retain && options.includes('Delete=false'))
        yield wrong(
          'It stays when the environment is removed, though that says no retain: expected no Delete=false',
        )
      for (const option of ['Prune=confirm', 'Delete=confirm'])
        if (options.includes(option))
          yield wrong(`${option} waits for somebody to confirm it: expected false or nothing`)
    }
  },
}

const isData = ({ kind }: Resource): boolean => DATA.includes(kind)

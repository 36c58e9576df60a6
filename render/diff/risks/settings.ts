import { podTemplateOf } from '../../kubernetes/pods.ts'
import { idOf } from '../../kubernetes/resource.ts'
import { list } from '../../text/list.ts'
import { mentions } from '../compare/generated.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/**
 * A ConfigMap that changes under the same name: environment variables are read when a pod starts, so that pods go on
 * with the old values. https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 */
export const settings: RiskRule = ({ pairs }, restarts) =>
  pairs.flatMap(({ id, before, after, fields, built }): Risk[] => {
    const sameName = built.before.metadata.name === built.after.metadata.name
    const changed = fields.some(({ path }) => /^(data|binaryData)\b/.test(path))
    if (after.kind !== 'ConfigMap' || !sameName || !changed) return []
    const readers = pairs.filter(
      (pair) =>
        !restarts.includes(pair) &&
        /^(Deployment|StatefulSet|DaemonSet)$/.test(pair.after.kind) &&
        mentions(podTemplateOf(pair.after)?.spec, before.metadata.name),
    )
    if (readers.length === 0) return []
    return [
      {
        id: 'settings-not-read',
        severity: 'medium',
        resource: id,
        message: `Its content changes and its name doesn't: ${list(readers.map((pair) => idOf(pair.after)))} may go on with the old values until the pods restart.`,
        steps: ['Generate it (`configMapGenerator`), so that its name changes with its content.'],
      },
    ]
  })

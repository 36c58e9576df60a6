import type { PodTemplate } from '../kubernetes/pods.ts'
import { entries } from '../kubernetes/resource.ts'
import { suggest } from '../problem/nearest.ts'
import { show, text } from './lookup.ts'

/**
 * The tail of a message about labels that no pod has: which one no pod has by itself, and what it was most likely
 * meant to be.
 */
export function nearestLabels(wanted: unknown, pods: readonly PodTemplate[]): string {
  for (const [key, value] of entries(wanted)) {
    const values = [...new Set(pods.flatMap(({ labels }) => text(labels[key]) ?? []))]
    const keys = [...new Set(pods.flatMap(({ labels }) => Object.keys(labels)))]
    if (values.length === 0) return ` None has the label ${show(key)}.${suggest(key, keys)}`
    if (!values.includes(value as string))
      return ` None has ${key}=${show(value)}.${suggest(text(value) ?? '', values)}`
  }
  return ' Each of them exists, but on no pod together.'
}

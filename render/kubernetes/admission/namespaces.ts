import { at, entries, own } from '../resource.ts'
import { type SchemaViolation, wrongValue } from '../schema/violation.ts'
import { type Check, oneOf, text } from '../values/check.ts'
import { type Part, part } from './part.ts'

const level = oneOf('privileged', 'baseline', 'restricted')
const version = text(/^(latest|v1\.[0-9]+)$/, '"latest" or a version such as v1.36')

const LABELS: Readonly<Record<string, Check>> = Object.fromEntries(
  ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, version],
  ]),
)

/** Namespaces: the labels that Pod Security Admission reads, and refuses if it can't. */
export function checkNamespace(manifest: Part): SchemaViolation[] {
  const labels = part(manifest, 'metadata', 'labels')
  return entries(labels.value).flatMap(([name]) => {
    const wrong = own(LABELS, name)?.(at(labels.value, name))
    return wrong ? [wrongValue([...labels.path, name], wrong)] : []
  })
}

import { at, entries, items, own } from './resource.ts'

type Labels = Readonly<Record<string, string>>

/**
 * Whether a LabelSelector selects something with these labels. An empty one selects everything.
 *
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export const selects = (selector: unknown, labels: Labels): boolean =>
  entries(at(selector, 'matchLabels')).every(([key, value]) => own(labels, key) === value) &&
  items(at(selector, 'matchExpressions')).every((expression) => meets(expression, labels))

function meets(expression: unknown, labels: Labels): boolean {
  const label = own(labels, String(at(expression, 'key')))
  const values = items(at(expression, 'values'))
  switch (at(expression, 'operator')) {
    case 'In':
      return label !== undefined && values.includes(label)
    case 'NotIn':
      return label === undefined || !values.includes(label)
    case 'Exists':
      return label !== undefined
    case 'DoesNotExist':
      return label === undefined
    default:
      return false
  }
}

/** Whether a plain map of labels, as a Service has it, selects something. An empty one selects nothing. */
export const selectsPlainly = (selector: unknown, labels: Labels): boolean => {
  const wanted = entries(selector)
  return wanted.length > 0 && wanted.every(([key, value]) => own(labels, key) === value)
}

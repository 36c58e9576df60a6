import { at, entries } from '../kubernetes/resource.ts'

/** Whether a value of a field is one that the API server or a controller wrote, by the value and the whole object. */
export type Condition = (value: unknown, object: unknown) => boolean

/** `creationTimestamp: null` is what `kubectl create --dry-run` leaves, and means nothing. */
export const given: Condition = (value) => value !== undefined && value !== null

/** So does `status: {}`, with maps in it that are as empty. */
export const emptyStatus: Condition = (value) => given(value, undefined) && !isEmpty(value)

const isEmpty = (value: unknown): boolean =>
  value === null ||
  (Array.isArray(value)
    ? value.length === 0
    : typeof value === 'object' && entries(value).every(([, inner]) => isEmpty(inner)))

/** A headless Service sets None, and an ExternalName sets none. */
export const fixedAddress: Condition = (value) =>
  [value].flat().some((each) => typeof each === 'string' && each !== '' && each !== 'None')

/** The controller makes the selector of a Job, unless the Job asks for one of its own. */
export const generatedSelector: Condition = (value, object) =>
  given(value, object) && at(object, 'spec', 'manualSelector') !== true

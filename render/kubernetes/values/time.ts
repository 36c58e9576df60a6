import { nearest } from '../../problem/nearest.ts'
import { show } from '../schema/violation.ts'
import { type Check, text } from './check.ts'
import { TIME_ZONES } from './time-zones.ts'

/** A point in time as RFC 3339 has it. */
export const dateTime = text(
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$/,
  'a time such as 2026-01-31T12:00:00Z',
)

/** A day that there is, as RFC 3339 has it. */
export const date: Check = (value) => {
  if (typeof value !== 'string') return undefined
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value)?.map(Number) ?? []
  const leap = year !== undefined && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][(month ?? 0) - 1] ?? 0
  return day !== undefined && day >= 1 && day <= days
    ? undefined
    : `Expected a day such as 2026-01-31, found ${show(value)}.`
}

/** A duration as Go writes it. */
export const duration = text(
  /^-?(0|([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+)$/,
  'a duration such as 90s or 1h30m',
)

/** A CronJob's time zone, by a name of the zone database: validateTimeZone in pkg/apis/batch/validation. */
export const timeZone: Check = (value) => {
  if (typeof value !== 'string' || TIME_ZONES.has(value)) return undefined
  const meant = nearest(value, [...TIME_ZONES])
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
  return `Unknown time zone ${show(value)}; use a name of the IANA database, such as Europe/Berlin.${hint}`
}

const MACROS = ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly']

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const FIELDS: readonly { name: string; low: number; high: number; names?: readonly string[] }[] = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  { name: 'day of the week', low: 0, high: 6, names: DAYS },
]

/**
 * A CronJob's schedule: five fields, or a word such as @daily.
 *
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const schedule: Check = (value) => {
  if (typeof value !== 'string') return undefined
  if (value.startsWith('@every ')) return duration(value.slice('@every '.length))
  if (MACROS.includes(value.slice(1)) && value.startsWith('@')) return undefined
  if (/^(TZ|CRON_TZ)=/.test(value)) return 'The time zone goes into the field "timeZone".'
  const fields = value.trim().split(/\s+/)
  if (fields.length !== FIELDS.length)
    return `Expected five fields (minute, hour, day of the month, month, day of the week), found ${show(value)}.`
  for (const [index, { name, low, high, names = [] }] of FIELDS.entries())
    if (!(fields[index] as string).split(',').every((part) => isRange(part, low, high, names, low)))
      return `Expected a ${name} from ${low} to ${high}, found ${show(fields[index])}.`
  return undefined
}

/** One of `*`, `?`, `5`, `1-5`, `mon-fri`, each with a step after it: `*` + `/15`. */
function isRange(part: string, low: number, high: number, names: readonly string[], first: number): boolean {
  const [range = '', step, ...more] = part.split('/')
  if (more.length > 0 || (step !== undefined && !/^0*[1-9][0-9]*$/.test(step))) return false
  if (range === '*' || range === '?') return true
  const ends = range.split('-').map((end) => {
    const index = names.indexOf(end.toLowerCase())
    return index >= 0 ? index + first : /^[0-9]+$/.test(end) ? Number(end) : Number.NaN
  })
  const [start = Number.NaN, end = start] = ends
  return ends.length <= 2 && start >= low && end <= high && start <= end
}

/** The types of PromQL. https://prometheus.io/docs/prometheus/latest/querying/basics/#expression-language-data-types */
export type Type = 'scalar' | 'string' | 'instant vector' | 'range vector'

/** A type with its article, as messages name it. */
export const named = (type: Type): string => `${type === 'instant vector' ? 'an' : 'a'} ${type}`

/** What a function or an aggregation takes and gives. */
export interface Signature {
  readonly takes: readonly Type[]
  /** How many arguments may be left out at the end. */
  readonly optional: number
  /** How often the last argument may come again. */
  readonly repeated: number
  readonly gives: Type
  /** Refused by Prometheus unless `--enable-feature=promql-experimental-functions` is set. */
  readonly experimental: boolean
}

const T: Readonly<Record<string, Type>> = {
  s: 'scalar',
  t: 'string',
  v: 'instant vector',
  r: 'range vector',
}

/**
 * Signatures as letters: `s`calar, `t`ext, instant `v`ector, `r`ange vector. `?` may be left out, `*` comes any number
 * of times or not at all, `>` comes before the result. Taken from promql/parser/functions.go of Prometheus 3.15
 * (github.com/prometheus/prometheus v0.315.0); documented at
 * https://prometheus.io/docs/prometheus/latest/querying/functions/
 */
const STABLE: Readonly<Record<string, string>> = {
  'v>v':
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
  'v?>v': 'days_in_month day_of_month day_of_week day_of_year hour minute month year',
  'r>v':
    'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time',
  'vss>v': 'clamp',
  'vs>v': 'clamp_max clamp_min',
  'vs?>v': 'round',
  'rs>v': 'predict_linear',
  'sr>v': 'quantile_over_time',
  'ssv>v': 'histogram_fraction',
  'sv>v': 'histogram_quantile',
  'vtttt>v': 'label_replace',
  'vttt*>v': 'label_join',
  'v>s': 'scalar',
  's>v': 'vector',
  '>s': 'pi time',
}

const EXPERIMENTAL: Readonly<Record<string, string>> = {
  'r>v': 'mad_over_time ts_of_first_over_time ts_of_max_over_time ts_of_min_over_time ts_of_last_over_time',
  'rss>v': 'double_exponential_smoothing',
  'vv?>v': 'info',
  'vt*>v': 'sort_by_label sort_by_label_desc',
  'vts*>v': 'histogram_quantiles',
  'v>v': 'start_timestamp',
  '>s': 'start end range step',
  'ss>s': 'max_of min_of',
}

/** Aggregations over labels: https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators */
const AGGREGATIONS_BY_FORM: Readonly<Record<string, string>> = {
  'v>v': 'sum avg count min max group stddev stdvar',
  'sv>v': 'topk bottomk quantile',
  'tv>v': 'count_values',
}

const EXPERIMENTAL_AGGREGATIONS: Readonly<Record<string, string>> = { 'sv>v': 'limitk limit_ratio' }

function signature(form: string, experimental: boolean): Signature {
  const [before = '', after = ''] = form.split('>')
  return {
    takes: [...before.replaceAll(/[?*]/g, '')].map((letter) => T[letter] as Type),
    optional: /[?*]/.test(before) ? 1 : 0,
    repeated: before.endsWith('*') ? Number.POSITIVE_INFINITY : 0,
    gives: T[after] as Type,
    experimental,
  }
}

const table = (forms: Readonly<Record<string, string>>, experimental: boolean): [string, Signature][] =>
  Object.entries(forms).flatMap(([form, names]) =>
    names.split(' ').map((name): [string, Signature] => [name, signature(form, experimental)]),
  )

export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([
  ...table(STABLE, false),
  ...table(EXPERIMENTAL, true),
])

export const AGGREGATIONS: ReadonlyMap<string, Signature> = new Map([
  ...table(AGGREGATIONS_BY_FORM, false),
  ...table(EXPERIMENTAL_AGGREGATIONS, true),
])

/** What a Prometheus has read, and whether an alert then fires. */
export interface Case {
  readonly name: string
  /** Series by their text, with values in promtool's notation, one a minute. */
  readonly series: Readonly<Record<string, string>>
  /** When it is asked, as `70m`. */
  readonly at: string
  /** The labels of each alert that fires, besides its severity; none: it is silent. */
  readonly fires: readonly Readonly<Record<string, string>>[]
}

const NAMESPACE = 'todo-production'
const inNamespace = { namespace: NAMESPACE }
const DAYS = 6000

/** The mark of a namespace that is ours: rules ask it, because other systems have a `backend` too. */
const ours = { [`up{job="ai-agent", namespace="${NAMESPACE}"}`]: `1x${DAYS}` }

const series = (metric: string, labels: Readonly<Record<string, string>>): string =>
  `${metric}{${Object.entries({ ...inNamespace, ...labels })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}}`

/** A gauge that keeps its value. */
const gauge = (metric: string, labels: Readonly<Record<string, string>>, value: number) => ({
  [series(metric, labels)]: `${value}x${DAYS}`,
})

const fires = (labels: Readonly<Record<string, string>>) => [{ ...inNamespace, ...labels }]

/** A metric of kube-state-metrics that fires with one value and is silent with another, or in a foreign namespace. */
function state(
  metric: string,
  labels: Readonly<Record<string, string>>,
  [bad, good]: readonly [number, number],
  at: string,
  kept: readonly string[] = Object.keys(labels),
): readonly Case[] {
  const alert = Object.fromEntries(kept.map((name) => [name, labels[name] as string]))
  return [
    {
      name: 'as it should not be',
      series: { ...ours, ...gauge(metric, labels, bad) },
      at,
      fires: fires(alert),
    },
    { name: 'as it should be', series: { ...ours, ...gauge(metric, labels, good) }, at, fires: [] },
    { name: 'a namespace of others', series: gauge(metric, labels, bad), at, fires: [] },
    { name: 'a moment', series: { ...ours, ...gauge(metric, labels, bad) }, at: '0m', fires: [] },
  ]
}

/**
 * Requests of the backend as counters a minute: `bad` of `all` fail, from the beginning until `until`.
 *
 * @param until minutes; afterwards all is well.
 */
const requests = (all: number, bad: number, until = DAYS): Readonly<Record<string, string>> => ({
  ...ours,
  [series('http_request_duration_seconds_count', {
    job: 'backend',
    route: '/a',
    status: '200',
  })]: `0+${all - bad}x${until} ${(all - bad) * until + all}+${all}x${DAYS}`,
  [series('http_request_duration_seconds_count', {
    job: 'backend',
    route: '/a',
    status: '503',
  })]: `0+${bad}x${until} ${bad * until}+0x${DAYS}`,
})

/** The same, but slow instead of failing. */
const slow = (all: number, bad: number, until = DAYS, route = '/a'): Readonly<Record<string, string>> => ({
  ...ours,
  [series('http_request_duration_seconds_count', { job: 'backend', route })]: `0+${all}x${until + DAYS}`,
  [series('http_request_duration_seconds_bucket', {
    job: 'backend',
    route,
    le: '0.5',
  })]: `0+${all - bad}x${until} ${(all - bad) * until + all}+${all}x${DAYS}`,
})

const backend = fires({ job: 'backend' })

/** `share(0.1)`: traffic of which a tenth is bad. */
function burning(
  traffic: (all: number, bad: number, until?: number) => Readonly<Record<string, string>>,
  [fast, slowly, fine]: readonly [number, number, number],
): { readonly fast: readonly Case[]; readonly slow: readonly Case[] } {
  return {
    fast: [
      { name: 'a budget that ends in hours', series: traffic(1000, fast), at: '70m', fires: backend },
      { name: 'a budget that ends in weeks', series: traffic(1000, slowly), at: '70m', fires: [] },
      { name: 'trouble that is over', series: traffic(1000, fast, 60), at: '100m', fires: [] },
      { name: 'one in an hour of hardly any', series: { ...ours, ...sparse(traffic) }, at: '70m', fires: [] },
    ],
    slow: [
      { name: 'a little for hours', series: traffic(1000, slowly), at: '200m', fires: backend },
      { name: 'within the objective', series: traffic(1000, fine), at: '5000m', fires: [] },
      { name: 'trouble that is over', series: traffic(1000, slowly, 200), at: '1000m', fires: [] },
    ],
  }
}

/** Two requests a minute for five minutes, all bad, and nothing before or after. */
const sparse = (traffic: (all: number, bad: number, until?: number) => Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(traffic(2, 2)).map(([name, values]) => [
      name,
      name.startsWith('up')
        ? values
        : values.replace(/^0\+(\d+)x.*/, (_, step: string) => `0x64 ${step}+${step}x4`),
    ]),
  )

const errors = burning(requests, [100, 20, 3])
const latency = burning(slow, [200, 40, 5])

/** Counters by outcome, each a minute. */
const outcomes = (metric: string, rates: Readonly<Record<string, number>>, labels = {}) =>
  Object.fromEntries(
    Object.entries(rates).map(([outcome, rate]) => [
      series(metric, { ...labels, outcome }),
      `0+${rate}x${DAYS}`,
    ]),
  )

const STATEMENTS = 'database_statement_duration_seconds_count'
const REPLIES = 'model_reply_duration_seconds_count'
const WITHIN = series('model_reply_duration_seconds_bucket', { outcome: 'ok', le: '30' })
const HOURS = 60

/** A CronJob of every night whose last success is too long ago. */
const missed = (cronjob: string): readonly Case[] => [
  ...[27, 25].map((hours) => ({
    name: `the last was ${hours} hours ago`,
    series: {
      ...ours,
      ...gauge('kube_cronjob_status_last_successful_time', { cronjob }, 0),
    },
    at: `${hours * HOURS}m`,
    fires: hours > 26 ? fires({ cronjob }) : [],
  })),
  ...[27, 25].map((hours) => ({
    name: `none, ${hours} hours after it was switched on`,
    series: { ...ours, ...gauge('kube_cronjob_created', { cronjob }, 0) },
    at: `${hours * HOURS}m`,
    fires: hours > 26 ? fires({ cronjob }) : [],
  })),
  {
    name: 'created long ago, and the last succeeded',
    series: {
      ...ours,
      ...gauge('kube_cronjob_created', { cronjob }, 0),
      ...gauge('kube_cronjob_status_last_successful_time', { cronjob }, 100_000),
    },
    at: `${30 * HOURS}m`,
    fires: [],
  },
]

/** For each alert, when it fires and when it is silent. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  TodoServiceUnavailable: state(
    'kube_deployment_status_condition',
    { deployment: 'backend', condition: 'Available', status: 'false' },
    [1, 0],
    '10m',
  ),
  TodoRolloutStuck: state(
    'kube_deployment_status_condition',
    { deployment: 'frontend', condition: 'Progressing', status: 'false' },
    [1, 0],
    '10m',
  ),
  TodoContainerRestarts: [
    {
      name: 'once every three minutes',
      series: {
        ...ours,
        [series('kube_pod_container_status_restarts_total', { container: 'backend', pod: 'backend-1' })]:
          '0 0 0 1 1 1 2 2 2 3 3 3 4 4 4 5',
      },
      at: '15m',
      fires: fires({ container: 'backend', pod: 'backend-1' }),
    },
    {
      name: 'once',
      series: {
        ...ours,
        [series('kube_pod_container_status_restarts_total', { container: 'backend', pod: 'backend-1' })]:
          '0 0 0 1x20',
      },
      at: '15m',
      fires: [],
    },
  ],
  TodoAutoscalerBlind: state(
    'kube_horizontalpodautoscaler_status_condition',
    { horizontalpodautoscaler: 'backend', condition: 'ScalingActive', status: 'false' },
    [1, 0],
    '15m',
  ),
  TodoDatabaseDown: state(
    'kube_statefulset_status_replicas_ready',
    { statefulset: 'postgres' },
    [0, 1],
    '5m',
  ),
  TodoVolumeFilling: [0.1, 0.5].map((free) => ({
    name: `${free * 100} % is free`,
    series: {
      ...ours,
      ...gauge(
        'kubelet_volume_stats_available_bytes',
        { persistentvolumeclaim: 'postgres-data' },
        free * 1000,
      ),
      ...gauge('kubelet_volume_stats_capacity_bytes', { persistentvolumeclaim: 'postgres-data' }, 1000),
    },
    at: '15m',
    fires: free < 0.15 ? fires({ persistentvolumeclaim: 'postgres-data' }) : [],
  })),
  TodoBackupMissing: missed('postgres-backup'),
  TodoBackupUnverified: missed('postgres-backup-verification'),
  TodoErrorBudgetBurnFast: errors.fast,
  TodoErrorBudgetBurnSlow: errors.slow,
  TodoLatencyBudgetBurnFast: [
    ...latency.fast,
    { name: 'chat alone', series: slow(1000, 1000, DAYS, '/api/:user_id/chat'), at: '70m', fires: [] },
  ],
  TodoLatencyBudgetBurnSlow: latency.slow,
  TodoMetricsMissing: state('up', { job: 'backend', instance: '10.0.0.7:8000' }, [0, 1], '15m'),
  TodoDatabaseUnavailable: [
    {
      name: 'a third fails',
      series: { ...ours, ...outcomes(STATEMENTS, { ok: 20, unavailable: 10 }, { job: 'backend' }) },
      at: '15m',
      fires: backend,
    },
    {
      name: 'a tenth fails',
      series: { ...ours, ...outcomes(STATEMENTS, { ok: 90, unavailable: 10 }, { job: 'backend' }) },
      at: '15m',
      fires: [],
    },
  ],
  TodoDatabasePoolExhausted: [5, 0].map((waiting) => ({
    name: `${waiting} wait`,
    series: { ...ours, ...gauge('database_connections', { job: 'backend', state: 'waiting' }, waiting) },
    at: '20m',
    fires: waiting > 0 ? backend : [],
  })),
  TodoModelFailing: [
    {
      name: 'half of many',
      series: { ...ours, ...outcomes(REPLIES, { ok: 5, model_timeout: 5 }) },
      at: '20m',
      fires: fires({}),
    },
    {
      name: 'a tenth',
      series: { ...ours, ...outcomes(REPLIES, { ok: 9, model_timeout: 1 }) },
      at: '20m',
      fires: [],
    },
    {
      name: 'two of two',
      series: { ...ours, [series(REPLIES, { outcome: 'model_timeout' })]: '0x12 1 2x100' },
      at: '17m',
      fires: [],
    },
    {
      name: 'no model at all',
      series: { ...ours, ...outcomes(REPLIES, { no_model: 9 }) },
      at: '20m',
      fires: [],
    },
  ],
  TodoModelSlow: [
    {
      name: 'a quarter takes longer than 30 s',
      series: { ...ours, ...outcomes(REPLIES, { ok: 4 }), [WITHIN]: `0+3x${DAYS}` },
      at: '60m',
      fires: fires({}),
    },
    {
      name: 'all take less',
      series: { ...ours, ...outcomes(REPLIES, { ok: 4 }), [WITHIN]: `0+4x${DAYS}` },
      at: '60m',
      fires: [],
    },
  ],
}

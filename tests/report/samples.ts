import type { Metrics } from '../../render/release/metrics.ts'
import type { Closed, Decision } from '../../render/release/types.ts'
import type { Delivery, EnvironmentReport, ReportData, SourceCommit } from '../../render/report/data.ts'
import { reachOf } from '../../render/verify/reach/reach.ts'
import type { Subject } from '../../render/verify/rule.ts'
import { RULES } from '../../render/verify/rules.ts'
import { type Finding, verify } from '../../render/verify/verify.ts'

/** Text that breaks out of whatever it is put into, if that is done carelessly. */
export const HOSTILE = {
  reason: `</script><script>document.title = 'owned'</script><img src=x onerror="document.title='owned'">`,
  setting: `"><svg onload=alert(1)> & 'quoted' <!-- ]]> \${x} {{y}}`,
  subject: 'Undo \u202egnp.exe\u202c and the rest\u0000\ud800',
  host: `staging.example.com" onmouseover="document.title='owned'`,
}

const COMMIT = '5f2d8c1e9a7b4c3d2e1f0a9b8c7d6e5f4a3b2c1d'

/** What the command would make of an environment. */
export const reportFor = (subject: Subject): EnvironmentReport => ({
  environment: subject.environment,
  cluster: subject.cluster,
  resources: subject.resources,
  findings: verify(subject, RULES),
  edges: reachOf(subject.resources),
})

export const reportOf = (
  environments: readonly EnvironmentReport[],
  commits: Record<string, SourceCommit> = {},
): ReportData => ({
  repository: 'https://git.example.org/team/todo.git',
  commit: COMMIT,
  date: '2026-03-14T09:26:53+01:00',
  rules: [...SAID, ...RULES.map(({ check: _, ...words }) => words)],
  commits: new Map(Object.entries(commits)),
  environments,
})

/** Rules that need not be broken in truth to be told of. */
const SAID: ReportData['rules'] = [
  {
    id: 'sample-digest',
    severity: 'error',
    title: 'Every image is named by its digest.',
    why: 'A tag can be moved to another image: what was tried in one environment would not be what runs in the next.',
    remediation: 'Bump the service with TAG@DIGEST.',
  },
  {
    id: 'sample-headroom',
    severity: 'warning',
    title: 'A memory limit leaves room above the request.',
    why: 'A pod that needs a little more than it asked for is killed.',
    remediation: 'Raise limits.memory in environment.yaml.',
  },
]

/** A fleet made of staging's build: other names, versions, sizes, holds and findings, hostile text among them. */
export function fleetOf(staging: Subject, size: number): ReportData {
  const commits = {
    ['a'.repeat(40)]: { date: '2026-03-01T12:00:00Z', subject: 'Let the agent name its tools' },
    ['b'.repeat(40)]: { date: '2026-03-09T08:30:00Z', subject: HOSTILE.subject },
  }
  const environments = Array.from({ length: size }, (_, index) => member(reportFor(staging), index))
  return { ...reportOf(environments, commits), delivery: deliveryOf(environments) }
}

const DAY = 24 * 3600 * 1000

/** Deployments of one quarter: the first environment knows none, and not every one has failures. */
function deliveryOf(environments: readonly EnvironmentReport[]): Delivery {
  const to = Date.parse('2026-03-14T08:26:53Z')
  const from = to - 90 * DAY
  const of = (index: number): Metrics => {
    const weeks = Array.from({ length: 13 }, (_, week) => ({
      from: Math.max(from, to - (13 - week) * 7 * DAY),
      to: to - (12 - week) * 7 * DAY,
      deployments: (index * (week + 3)) % 7,
      failed: index % 3 === 1 && week % 4 === 1 ? 1 : 0,
      rollbacks: index % 3 === 1 && week % 4 === 1 ? 1 : 0,
    }))
    const deployments = weeks.reduce((sum, week) => sum + week.deployments, 0)
    const failed = weeks.reduce((sum, week) => sum + week.failed, 0)
    return {
      ...{ deployments, failed, healthy: 0, rollbacks: failed, weeks },
      perWeek: (deployments * 7) / 90,
      ...(deployments > 0 && {
        leadTime: { count: deployments, median: 3.4 * 3_600_000, p90: 2.2 * DAY },
        failureRate: failed / deployments,
      }),
      ...(failed > 0 && { restoreTime: { count: failed, median: 14 * 60_000, p90: 55 * 60_000 } }),
    }
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    metrics: new Map(environments.map(({ environment: { name } }, index) => [name, of(index)])),
  }
}

function member(staging: EnvironmentReport, index: number): EnvironmentReport {
  const name = index === 0 ? 'staging' : `team-${String(index).padStart(2, '0')}`
  const release = Object.fromEntries(
    Object.keys(staging.environment.release).map((service) => [
      service,
      index % 4 === 3
        ? { tag: '0.3.0', digest: `sha256:${'3'.repeat(64)}`, commit: 'b'.repeat(40) }
        : { tag: '0.2.9', digest: `sha256:${'2'.repeat(64)}`, commit: 'a'.repeat(40) },
    ]),
  )
  return {
    ...staging,
    environment: {
      ...staging.environment,
      name,
      namespace: `todo-${name}`,
      host: index === 1 ? HOSTILE.host : `${name}.example.com`,
      release,
      retain: index % 5 === 0,
      ...gatesOf(index),
    },
    ...promotionOf(index),
    resources: index === 2 ? withSetting(staging) : staging.resources,
    findings: findings(name, index),
    edges: index % 3 === 0 ? staging.edges.filter(({ to }) => to !== 'mcp-server') : staging.edges,
    ...(index % 4 === 1 && {
      holds: {
        services: {
          backend: { reason: HOSTILE.reason, until: index > 4 ? '2026-04-01' : '2026-03-01' },
          frontend: { reason: 'Waits for the new sign-in page.' },
        },
        lifted: { 'ai-agent': 'c'.repeat(40) },
      },
    }),
    ...(index === 2 && { holds: { environment: { reason: 'Shown at the fair until Friday.' } } }),
  }
}

const WINDOWS = [{ days: ['Mon' as const], from: '09:00', to: '16:00', timezone: 'Europe/Berlin' }]
const OPENS = { gate: 'windows', opens: '2026-03-16T09:00+01:00', timezone: 'Europe/Berlin' } as const

/** Of one environment that others are promoted to, one with windows alone, and one whose history is cut off. */
const gatesOf = (index: number): Pick<EnvironmentReport['environment'], 'promotion' | 'rollback'> =>
  index === 1
    ? {
        promotion: { from: 'staging', healthy: 'required', soak: '24h', windows: WINDOWS, auto: true },
        rollback: { automatic: { within: '15m' } },
      }
    : index === 2 || index === 3
      ? { promotion: { windows: WINDOWS } }
      : {}

function promotionOf(index: number): Pick<EnvironmentReport, 'promotion'> {
  if (index === 2) return { promotion: { closed: [OPENS] } }
  if (index !== 1) return {}
  const move = { from: { tag: '0.2.9' }, to: { tag: '0.3.0' } }
  const closed = (service: string, ...gates: readonly Closed[]): Decision => ({
    ...{ service, action: 'refused', ...move, reason: { code: 'closed', closed: gates } },
  })
  return {
    promotion: {
      decisions: [
        closed('ai-agent', {
          ...{ gate: 'healthy', from: 'staging', soak: '24h', state: 'failed', release: 'd'.repeat(40) },
          ...{ at: '2026-03-14T08:00Z', reason: HOSTILE.reason },
        }),
        closed('backend', { gate: 'soak', from: 'staging', soak: '24h', until: '2026-03-15T08:00Z' }, OPENS),
        { service: 'frontend', action: 'set', ...move, reason: { code: 'newer' } },
        {
          ...{ service: 'mcp-server', action: 'refused', ...move },
          reason: { code: 'held', hold: { kind: 'service', reason: 'Waits for the audit' } },
        },
      ],
    },
  }
}

const withSetting = ({ resources }: EnvironmentReport): EnvironmentReport['resources'] =>
  resources.map((resource) =>
    resource.kind === 'ConfigMap' && resource.metadata.name.startsWith('backend')
      ? { ...resource, data: { ...(resource['data'] as object), LOG_LEVEL: HOSTILE.setting } }
      : resource,
  )

function findings(environment: string, index: number): Finding[] {
  const of = (
    rule: string,
    finding: Omit<Finding, 'rule' | 'environment' | 'why' | 'remediation' | 'severity'>,
  ): Finding[] => {
    const known = SAID.find(({ id }) => id === rule)
    return known
      ? [
          {
            ...finding,
            rule,
            environment,
            severity: known.severity,
            why: known.why,
            remediation: known.remediation,
          },
        ]
      : []
  }
  return [
    ...(index % 3 === 0
      ? of('sample-digest', {
          resource: 'Deployment/frontend',
          path: ['spec', 'template', 'spec', 'containers', 0, 'image'],
          message: 'The image frontend:0.2.9 has no digest.',
          source: {
            file: `environments/${environment}/release.yaml`,
            path: ['services', 'frontend'],
            at: 'key',
          },
        })
      : []),
    ...(index % 2 === 0
      ? of('sample-headroom', {
          resource: 'Deployment/backend',
          path: ['spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'memory'],
          message: 'The limit 256Mi is the request.',
        })
      : []),
    ...(index === 4
      ? of('sample-digest', {
          resource: 'Deployment/ai-agent',
          path: [],
          message: 'The image ai-agent:0.2.9 has no digest.',
          excepted: HOSTILE.reason,
        })
      : []),
  ]
}

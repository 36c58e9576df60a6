import { all, create, remove, set } from '../change.ts'
import { type Case, environmentFile, releaseFile } from './case.ts'

const backend = (environment: string, release: object) =>
  set(releaseFile(environment), ['services', 'backend'], release)

const held = (until?: string) =>
  create('environments/staging/holds.yaml', {
    services: { backend: { reason: 'Orders were lost', ...(until && { until }) } },
  })

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)]
const digest = (digit: string) => `sha256:${digit.repeat(64)}`

/** What an environment runs, and with which settings and how much of it. */
export const releases: readonly Case[] = [
  {
    name: 'image-forward',
    edit: backend('staging', { tag: '0.2.0' }),
    risks: [],
    never: /frontend|hash|ConfigMap/,
  },
  {
    name: 'image-back',
    given: backend('staging', { tag: '0.10.0' }),
    edit: backend('staging', { tag: '0.9.0' }),
    risks: ['medium staging image-back Deployment/backend'],
  },
  {
    name: 'image-back-by-ancestry',
    given: backend('production', { tag: 'main-2', commit: NEW }),
    edit: backend('production', { tag: 'main-1', commit: OLD }),
    options: { isOlder: (commit, than) => commit === OLD && than === NEW },
    risks: ['medium production image-back Deployment/backend'],
  },
  {
    name: 'image-forward-by-ancestry',
    given: backend('production', { tag: '2.0.0', commit: OLD }),
    edit: backend('production', { tag: '1.0.0', commit: NEW }),
    options: { isOlder: () => false },
    risks: [],
  },
  {
    name: 'hold-passed',
    given: held(),
    edit: backend('staging', { tag: '0.2.0' }),
    risks: ['high staging hold-passed Deployment/backend'],
  },
  {
    name: 'hold-of-all-passed',
    given: create('environments/staging/holds.yaml', { environment: { reason: 'Black Friday' } }),
    edit: backend('staging', { tag: '0.2.0' }),
    risks: ['high staging hold-passed Deployment/backend'],
  },
  {
    name: 'hold-lifted',
    given: held(),
    edit: all(backend('staging', { tag: '0.2.0' }), remove('environments/staging/holds.yaml')),
    risks: [],
  },
  {
    name: 'hold-ended',
    given: held('2026-11-20'),
    edit: backend('staging', { tag: '0.2.0' }),
    risks: [],
  },
  {
    name: 'hold-and-further-back',
    given: held(),
    edit: backend('staging', { tag: '0.0.9' }),
    risks: ['medium staging image-back Deployment/backend'],
  },
  {
    name: 'image-under-the-same-tag',
    given: backend('production', { tag: '0.1.0', digest: digest('1') }),
    edit: backend('production', { tag: '0.1.0', digest: digest('2') }),
    risks: ['note production tag-moved Deployment/backend'],
  },
  {
    name: 'setting',
    edit: set(environmentFile('staging'), ['services', 'backend', 'settings', 'LOG_LEVEL'], 'warn'),
    risks: [],
    never: /envFrom|hash|backend-|metadata|Job/,
  },
  {
    name: 'setting-with-a-secret',
    edit: set(environmentFile('staging'), ['services', 'ai-agent', 'settings'], {
      OPENAI_BASE_URL: 'https://robot:hunter2@models.example.com/v1',
    }),
    risks: [],
    never: /hunter2|robot|api\.openai\.com/,
  },
  {
    name: 'quantities-that-mean-the-same',
    edit: set(environmentFile('production'), ['services', 'backend', 'resources', 'limits'], {
      cpu: '1000m',
      memory: '1024Mi',
    }),
    risks: [],
    never: /backend/,
  },
  {
    name: 'limits-down',
    edit: all(
      set(environmentFile('production'), ['services', 'backend', 'resources', 'limits', 'memory'], '768Mi'),
      set(environmentFile('production'), ['quota', 'limits.cpu'], '30'),
    ),
    risks: ['note production limit-down Deployment/backend', 'note production quota-down ResourceQuota/todo'],
  },
  {
    name: 'replicas-to-autoscaling',
    edit: set(environmentFile('production'), ['services', 'mcp-server'], {
      autoscaling: { minReplicas: 2, maxReplicas: 5 },
    }),
    risks: ['high production replicas-trap Deployment/mcp-server'],
  },
  {
    name: 'replicas-taken-out',
    edit: set(environmentFile('production'), ['services', 'ai-agent', 'replicas'], undefined),
    risks: ['medium production replicas-down Deployment/ai-agent'],
  },
  {
    name: 'replicas-down',
    edit: set(environmentFile('production'), ['services', 'ai-agent', 'replicas'], 1),
    risks: ['medium production replicas-down Deployment/ai-agent'],
  },
  {
    name: 'replicas-up',
    edit: set(environmentFile('production'), ['services', 'ai-agent', 'replicas'], 5),
    risks: [],
    never: /restarts/,
  },
  {
    name: 'autoscaling-down',
    edit: set(environmentFile('production'), ['services', 'backend', 'autoscaling'], {
      minReplicas: 2,
      maxReplicas: 6,
    }),
    risks: [
      'medium production replicas-down HorizontalPodAutoscaler/backend',
      'medium production replicas-down HorizontalPodAutoscaler/backend',
    ],
  },
  {
    name: 'autoscaling-to-replicas',
    given: set(environmentFile('production'), ['deletionBudget'], 1),
    edit: all(
      set(environmentFile('production'), ['services', 'backend', 'autoscaling'], undefined),
      set(environmentFile('production'), ['services', 'backend', 'replicas'], 2),
    ),
    risks: [
      'medium production replicas-down Deployment/backend',
      'note production removed HorizontalPodAutoscaler/backend',
    ],
  },
  {
    name: 'autoscaling-to-nothing',
    edit: set(environmentFile('staging'), ['services', 'frontend'], undefined),
    risks: [
      'medium staging replicas-down Deployment/frontend',
      'note staging removed HorizontalPodAutoscaler/frontend',
    ],
  },
]

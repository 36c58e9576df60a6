import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { all, remove, set } from '../change.ts'
import { type Case, environmentFile } from './case.ts'

const [minikube, staging, production] = ['minikube', 'staging', 'production'].map(environmentFile) as [
  string,
  string,
  string,
]

/** Environments as a whole, their options, and how Argo CD looks after them. */
export const environments: readonly Case[] = [
  {
    name: 'environment-new',
    edit: all(
      (root) =>
        cpSync(join(root, 'environments/staging'), join(root, 'environments/qa'), { recursive: true }),
      set(environmentFile('qa'), ['host'], 'qa.todo.example.com'),
    ),
    risks: ['note qa environment-new'],
    never: /security|limit/,
  },
  {
    name: 'environment-removed',
    edit: remove('environments/staging'),
    risks: ['high staging environment-removed'],
    never: /secret-needed/,
  },
  {
    name: 'environment-removed-within-budget',
    given: set(staging, ['deletionBudget'], 100),
    edit: remove('environments/staging'),
    risks: ['high staging environment-removed'],
    never: /over budget/,
  },
  {
    name: 'environment-removed-and-retained',
    given: set(production, ['deletionBudget'], 2),
    edit: remove('environments/production'),
    risks: ['medium production environment-let-go'],
    never: /over budget/,
  },
  {
    name: 'namespace',
    edit: set(staging, ['namespace'], 'todo-stage'),
    risks: ['high staging namespace-changed'],
    never: /project-widened|renamed/,
  },
  {
    name: 'cluster',
    edit: all(set(staging, ['cluster'], 'minikube')),
    risks: ['high staging cluster-changed'],
  },
  {
    name: 'retain-off',
    edit: set(production, ['retain'], undefined),
    risks: ['high production retain-off Application/todo-production'],
    never: /protection-removed/,
  },
  {
    name: 'retain-on',
    edit: set(staging, ['retain'], true),
    risks: ['note staging retain-on Application/todo-staging'],
  },
  {
    name: 'sync-off',
    edit: set(production, ['sync'], { automated: false }),
    risks: [
      'medium production automated-sync-off Application/todo-production',
      'note production prune-off Application/todo-production',
      'note production self-heal-off Application/todo-production',
    ],
  },
  {
    name: 'sync-on',
    given: set(production, ['sync'], { prune: false, selfHeal: false }),
    edit: set(production, ['sync'], undefined),
    risks: [
      'medium production prune-on Application/todo-production',
      'medium production self-heal-on Application/todo-production',
    ],
  },
  {
    name: 'removed-without-prune',
    given: set(minikube, ['sync'], { prune: false }),
    edit: set(minikube, ['components', 'node-port'], undefined),
    risks: [
      'medium minikube removed Service/frontend-node-port',
      'note minikube nothing-pruned Application/todo-minikube',
      'note minikube network-closes',
    ],
  },
  {
    name: 'revision',
    edit: set(production, ['revision'], 'v1.0.0'),
    risks: ['medium production revision-changed'],
  },
  {
    name: 'revision-of-another-branch',
    given: set(staging, ['revision'], 'next'),
    edit: set(staging, ['services', 'frontend', 'autoscaling', 'maxReplicas'], 12),
    risks: ['note staging follows-other-revision'],
  },
  {
    name: 'option-on',
    edit: set(staging, ['components', 'monitoring'], {}),
    risks: ['medium staging network-opens'],
  },
  {
    name: 'option-off',
    edit: set(production, ['components', 'monitoring'], undefined),
    risks: ['medium production service-port Service/frontend', 'note production network-closes'],
  },
  {
    name: 'spread-off',
    edit: set(staging, ['components', 'spread'], undefined),
    risks: [],
  },
  {
    name: 'vault-off',
    edit: set(production, ['components', 'external-secrets'], undefined),
    risks: [
      'high production removed ExternalSecret/auth',
      'high production removed ExternalSecret/database',
      'high production removed ExternalSecret/model-api',
    ],
  },
  {
    name: 'database-moves-out',
    edit: all(
      set(minikube, ['components', 'postgres'], undefined),
      set(minikube, ['components', 'external-database'], { addresses: ['192.0.2.0/24'] }),
    ),
    risks: [
      'high minikube removed StatefulSet/postgres',
      'medium minikube removed Service/postgres',
      'note minikube removed-kept PersistentVolumeClaim/postgres-data',
      'note minikube network-closes',
    ],
  },
  {
    name: 'host',
    edit: set(staging, ['host'], 'stage.todo.example.com'),
    risks: ['medium staging host-changed Ingress/frontend'],
  },
  {
    name: 'node-port',
    edit: set(minikube, ['components', 'node-port', 'port'], 30081),
    risks: ['medium minikube service-port Service/frontend-node-port'],
  },
  {
    name: 'namespaces-swapped',
    edit: all(set(staging, ['namespace'], 'todo-production'), set(production, ['namespace'], 'todo-staging')),
    risks: [
      'high - namespace-taken',
      'high - namespace-taken',
      'high production namespace-changed',
      'high staging namespace-changed',
    ],
    never: /created again, empty|left behind/,
  },
  {
    name: 'environment-renamed',
    edit: all(
      (root) =>
        cpSync(join(root, 'environments/staging'), join(root, 'environments/qa'), { recursive: true }),
      set(environmentFile('qa'), ['namespace'], 'todo-staging'),
      remove('environments/staging'),
    ),
    risks: ['high - namespace-taken', 'high staging environment-removed', 'note qa environment-new'],
  },
  {
    name: 'budget-raised',
    edit: set(staging, ['deletionBudget'], 5),
    risks: ['note staging deletion-budget-raised'],
    never: /Nothing changes/,
  },
  {
    name: 'budget-raised-and-used',
    edit: all(set(staging, ['components', 'spread'], undefined), set(staging, ['deletionBudget'], 1)),
    risks: ['note staging deletion-budget-raised'],
  },
  {
    name: 'budget-lowered',
    given: set(staging, ['deletionBudget'], 5),
    edit: set(staging, ['deletionBudget'], undefined),
    risks: ['note staging deletion-budget-lowered'],
  },
  {
    name: 'volume-grows',
    edit: set(minikube, ['components', 'postgres', 'storage'], '2Gi'),
    risks: ['note minikube volume-grows PersistentVolumeClaim/postgres-data'],
  },
  {
    name: 'volume-shrinks',
    edit: set(minikube, ['components', 'postgres', 'storage'], '512Mi'),
    risks: ['high minikube volume-shrinks PersistentVolumeClaim/postgres-data'],
  },
  {
    name: 'volume-of-another-class',
    edit: set(minikube, ['components', 'postgres', 'storageClassName'], 'fast'),
    risks: ['high minikube immutable PersistentVolumeClaim/postgres-data'],
  },
]

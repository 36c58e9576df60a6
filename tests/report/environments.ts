import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Subject } from '../../render/verify/rule.ts'
import { SYSTEM, write } from '../support/repository.ts'
import { subjectFor } from '../support/subject.ts'

// Three environments on this repository's base. Not its own: a change of those must not require a change of the tests.

const FLEET = `
system: todo
repository: https://git.example.org/team/todo.git
registry: registry.example.org/todo
clusters:
  minikube:
    server: https://kubernetes.default.svc
    kubernetes: "1.36"
    local: true
    argocd: { version: 3.5.7, kustomize: 5.8.1 }
  cloud:
    server: https://kubernetes.default.svc
    kubernetes: "1.36"
    argocd: { version: 3.5.7, kustomize: 5.8.1 }
`

const IN_CLOUD = `
cluster: cloud
components:
  ingress:
    className: traefik
    controllerNamespace: traefik
    tls: { secretName: todo-tls, clusterIssuer: letsencrypt }
`

const DEFINITIONS = {
  minikube: `
cluster: minikube
namespace: todo-app
host: todo.local
components:
  ingress: { className: nginx, controllerNamespace: ingress-nginx }
  node-port: { port: 30080 }
  postgres: { storage: 1Gi }
services:
  backend: { autoscaling: { minReplicas: 2, maxReplicas: 4 } }
`,
  staging: `${IN_CLOUD}  external-database: { addresses: [192.0.2.0/24] }
host: staging.todo.example.com
services:
  backend:
    autoscaling: { minReplicas: 2, maxReplicas: 10 }
    settings: { LOG_LEVEL: debug }
`,
  production: `${IN_CLOUD}  external-database: { addresses: [198.51.100.0/24] }
  external-secrets: { store: vault, path: todo/production }
  monitoring: {}
host: todo.example.com
retain: true
quota: { limits.cpu: "32" }
services:
  backend:
    autoscaling: { minReplicas: 3, maxReplicas: 10 }
    resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: "1", memory: 1Gi } }
  ai-agent: { replicas: 2 }
`,
}

const RELEASE = `services: { ${['ai-agent', 'backend', 'frontend', 'mcp-server'].map((name) => `${name}: { tag: 0.1.0 }`).join(', ')} }\n`

/** The three of them, built by real kustomize. */
export async function threeSubjects(): Promise<[minikube: Subject, staging: Subject, production: Subject]> {
  const root = mkdtempSync(join(tmpdir(), 'todo-report-'))
  try {
    cpSync(join(SYSTEM, 'base'), join(root, 'base'), { recursive: true })
    write(root, { 'environments/fleet.yaml': FLEET })
    for (const [name, text] of Object.entries(DEFINITIONS))
      write(root, {
        [`environments/${name}/environment.yaml`]: text,
        [`environments/${name}/release.yaml`]: RELEASE,
      })
    return [
      await subjectFor('minikube', root),
      await subjectFor('staging', root),
      await subjectFor('production', root),
    ]
  } finally {
    rmSync(root, { recursive: true })
  }
}

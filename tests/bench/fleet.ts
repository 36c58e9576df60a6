import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SYSTEM } from '../support/root.ts'

/** The name of the n-th environment; all have the same length, so that files differ in nothing else. */
export const environmentName = (index: number): string => `env-${String(index).padStart(4, '0')}`

/** A production-like definition: four services, 46 objects. */
const environment = (name: string): string => `cluster: cloud
host: ${name}.todo.example.com
retain: true

components:
  external-database:
    addresses:
      - 198.51.100.0/24
  external-secrets:
    store: vault
    path: todo/${name}
  ingress:
    className: traefik
    controllerNamespace: traefik
    tls:
      secretName: todo-tls
      clusterIssuer: letsencrypt
  monitoring: {}
  spread: {}

services:
  frontend:
    autoscaling:
      minReplicas: 2
      maxReplicas: 10
  backend:
    autoscaling:
      minReplicas: 3
      maxReplicas: 10
    resources:
      requests:
        cpu: 500m
        memory: 512Mi
      limits:
        cpu: "1"
        memory: 1Gi
    settings:
      LOG_LEVEL: debug
  mcp-server:
    replicas: 2
  ai-agent:
    replicas: 2
`

/** Every environment runs a version of its own, so that no two files are the same. */
export const releaseOf = (patch: number): string =>
  `services:\n${['ai-agent', 'backend', 'frontend', 'mcp-server']
    .map(
      (service) => `  ${service}:\n    tag: 0.1.${patch}\n    digest: ${digestOf(`${service} ${patch}`)}\n`,
    )
    .join('')}`

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** Makes a repository of this one's base and fleet.yaml with `count` environments. */
export function writeFleet(root: string, count: number): void {
  cpSync(join(SYSTEM, 'base'), join(root, 'base'), { recursive: true })
  mkdirSync(join(root, 'environments'), { recursive: true })
  cpSync(join(SYSTEM, 'environments/fleet.yaml'), join(root, 'environments/fleet.yaml'))
  for (let index = 0; index < count; index++) {
    const name = environmentName(index)
    const folder = join(root, 'environments', name)
    mkdirSync(folder)
    writeFileSync(join(folder, 'environment.yaml'), environment(name))
    writeFileSync(join(folder, 'release.yaml'), releaseOf(index))
  }
}

/** The services whose images are built, and the version that environments/minikube/release.yaml runs. */
export const SERVICES = ['ai-agent', 'backend', 'frontend', 'mcp-server', 'scripted-model'] as const
export const FIRST = '0.1.0'

/** Where release.yaml says that the images are; the cluster asks the run's own registry instead. */
export const REGISTRY = 'ghcr.io'
export const REPOSITORY = 'evolution-of-todo'

/** What a vendored chart runs: a program that is none of the system's services, so it is of another owner. */
export const CHART_IMAGE = 'todo-e2e/cache'
export const CHART_PROGRAM = 'scripted-model'

export interface Variant {
  readonly service: string
  readonly tag: string
  /** Files that replace those of the image, by path. */
  readonly files: Readonly<Record<string, string>>
}

/** Later builds: the same program with another label, so another digest. */
const later = (service: string, ...tags: readonly string[]): Variant[] =>
  tags.map((tag) => ({ service, tag, files: {} }))

/** Listens, and is never ready. */
const NEVER_READY = `import { createServer } from 'node:http'
createServer((_, response) => response.writeHead(503).end('{"error":"never ready"}')).listen(8000)
process.on('SIGTERM', () => process.exit(0))
`
const FAILING_MIGRATION = `console.error('error: relation "tasks" already exists')
process.exit(1)
`
const FAILING_SMOKE_TEST = `console.error('smoke test: expected 201, got 500')
process.exit(1)
`

/** What is built on top of the first versions. */
export const VARIANTS: readonly Variant[] = [
  ...later('backend', '0.2.0', '0.3.0', '0.4.0', '0.5.0'),
  ...later('frontend', '0.2.0', '0.3.0'),
  { service: 'backend', tag: 'never-ready', files: { '/app/backend/src/main.ts': NEVER_READY } },
  {
    service: 'backend',
    tag: 'failing-migration',
    files: { '/app/backend/src/migrate.ts': FAILING_MIGRATION },
  },
  {
    service: 'frontend',
    tag: 'failing-smoke-test',
    files: { '/app/frontend/smoke-test.ts': FAILING_SMOKE_TEST },
  },
]

/** Programs of the cluster itself, each alone in its image. */
export const PROGRAM_IMAGES: readonly ProgramImage[] = [
  // The node's own: pause, and DNS.
  { name: 'node-agent', entryPoint: ['/node-agent', 'pause'] },
  { name: 'traefik', entryPoint: ['/traefik'] },
]

export interface ProgramImage {
  readonly name: string
  readonly entryPoint: readonly string[]
}

import { PORTS } from '@todo/shared/ports'

export type ServiceName = keyof typeof PORTS

export type Service = {
  readonly name: ServiceName
  readonly port: number
  /** Answers 200 when the service can do its work. */
  readonly readyPath: string
  /** Looks at nothing but the process. */
  readonly livePath: string
  /** The image's whole size at most, in MB of 10^6 bytes, as engines print it. */
  readonly limitMb: number
}

const service = (name: ServiceName, limitMb: number, paths: Partial<Service> = {}): Service => ({
  name,
  port: PORTS[name],
  readyPath: '/health',
  livePath: '/health',
  limitMb,
  ...paths,
})

/** The images, in the order in which their services can start. */
export const SERVICES: readonly Service[] = [
  service('scripted-model', 300),
  service('mcp-server', 300),
  service('ai-agent', 300),
  service('backend', 300, { readyPath: '/ready' }),
  service('frontend', 500, { readyPath: '/api/health', livePath: '/api/health' }),
]

/** Which tool the images are built and run by, is told apart by this name alone. */
export const imageName = (name: ServiceName): string => `localhost/todo-test/${name}:test`

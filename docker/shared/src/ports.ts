/** The documented ports. They are fixed: manifests, probes and policies all name them. */
export const PORTS = {
  frontend: 3000,
  backend: 8000,
  'mcp-server': 8001,
  'ai-agent': 8002,
  'scripted-model': 8003,
} as const

/**
 * Where the frontend shows its metrics. A port of its own: callers of the pages would read them on theirs. The
 * other services are reached from inside only.
 */
export const FRONTEND_METRICS_PORT = 3001

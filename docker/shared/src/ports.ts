/** The documented ports. They are fixed: manifests, probes and policies all name them. */
export const PORTS = {
  frontend: 3000,
  backend: 8000,
  'mcp-server': 8001,
  'ai-agent': 8002,
  'scripted-model': 8003,
} as const

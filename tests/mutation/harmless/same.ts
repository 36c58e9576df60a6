import type { Harmless } from '../harmless.ts'

/** What means the same as before. */
export const same: readonly Harmless[] = [
  {
    kinds: /./,
    fields:
      /\.(syncOptions|matchLabelKeys|preferredDuringSchedulingIgnoredDuringExecution|envFrom|drop|accessModes|egress|ingress|from|to)\.\*$/,
    operators: /^double-item$/,
    why: 'What stands there twice means the same as once.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /\.ports\.\*$/,
    operators: /^double-item$/,
    why: 'A port that is open twice is open.',
  },
  {
    kinds: /^NetworkPolicy$/,
    fields: /^spec\.policyTypes\.\*$/,
    operators: /^double-item$/,
    places: /(mcp-server|smoke-test|postgres|to-|from-)/,
    why: 'A direction that stands there twice is one.',
  },
  {
    kinds: /^(ConfigMap|ServiceAccount|NetworkPolicy|Service)$/,
    fields: /^$/,
    operators: /^copy-resource$/,
    why: 'Nothing refers to the copy, and a policy twice lets through what it lets through once.',
  },
  {
    kinds: /^Namespace$/,
    fields: /^$/,
    operators: /^add-resource \(ConfigMap\//,
    why: 'Nothing refers to it: validate warns of it, and it does no harm.',
  },
  {
    kinds: /^Service$/,
    fields: /ports\.\*\.(name|port)$/,
    operators: /^(misspell-text|others-value|one-more|one-less|tenfold)$/,
    places: /(postgres|node-port)$/,
    details: /^(?!.*-> 54320$|.*-> [0-9]{6})(?!dropped port)/,
    why: "Without an address of its own, or behind a node port, the pod's port counts and not the Service's.",
  },
  {
    kinds: /^Service$/,
    fields: /ports\.\*\.name$/,
    operators: /^(drop-field|empty-field|misspell-text|others-value)$/,
    places: /(node-port|(minikube|staging) Service.(backend|mcp-server|ai-agent))$/,
    why: 'A name that nothing here refers to: Ingress and ServiceMonitor are compared.',
  },
  {
    kinds: /^Service$/,
    fields: /^spec\.ports(\.\*)?$/,
    operators: /^(drop-field|empty-field|empty-list|drop-item)$/,
    places: /postgres$/,
    why: 'A Service without an address of its own needs no ports: its name leads to the pod.',
  },
  {
    kinds: /^Service$/,
    fields: /^metadata\.name$/,
    operators: /^misspell-text$/,
    places: /node-port$/,
    why: 'It is called by the port of the node only, not by its name.',
  },
  {
    kinds: /^HorizontalPodAutoscaler$/,
    fields: /^spec\.metrics\.\*$/,
    operators: /^drop-item$/,
    details: /"memory"/,
    why: 'CPU alone is a measure too.',
  },
]

import type { Environment } from '../../environment/environment.ts'
import { type Manifest, patch } from '../manifest.ts'

/** The fixed port on every node; the Service's list of ports merges by `port`. */
export const nodePort = ({ nodePort }: Environment): Manifest[] =>
  nodePort === undefined
    ? []
    : [patch('v1', 'Service', 'frontend-node-port', { spec: { ports: [{ port: 3000, nodePort }] } })]

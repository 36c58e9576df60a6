/** Addresses of the cluster; they exist in its network namespace only. */
export const NODE = 'node'
export const NODE_ADDRESS = '10.98.0.1'
export const SERVICE_RANGE = '10.97.0.0/16'
export const API_SERVICE = '10.97.0.1'
export const DNS_SERVICE = '10.97.0.10'
export const POD_RANGE = '10.99.0.0/16'
export const REGISTRY_PORT = 5000

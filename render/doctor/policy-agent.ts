/** DaemonSets of the agents that enforce network policies; some clusters do so without one that can be seen. */
const AGENTS = [
  ...['anetd', 'antrea-agent', 'azure-npm', 'calico-node', 'canal', 'cilium', 'kube-network-policies'],
  ...['kube-router', 'ovnkube-node', 'weave-net'],
]

/** The agent that enforces network policies, among the names of a cluster's DaemonSets. */
export const agentIn = (daemonSets: readonly string[]): string | undefined =>
  AGENTS.find((each) => daemonSets.includes(each))

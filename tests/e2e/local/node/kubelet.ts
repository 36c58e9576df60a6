import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../../programs/folders.ts'
import { DNS_SERVICE, NODE, NODE_ADDRESS, POD_RANGE } from '../addresses.ts'
import { CERTIFICATES } from '../certificates.ts'
import { CONTROL_GROUP, makeControlGroups } from '../control-groups.ts'
import { KUBECONFIG, KUBELET_KUBECONFIG } from '../control-plane.ts'
import { start } from '../machine.ts'
import { SOCKET } from './containerd.ts'

const at = (...path: string[]): string => join(FOLDERS.run, 'kubelet', ...path)

export function startKubelet(): void {
  makeControlGroups()
  mkdirSync(at('volume-plugins'), { recursive: true })
  writeFileSync(at('resolv.conf'), 'nameserver 127.0.0.1\n')
  writeFileSync(at('config.yaml'), JSON.stringify(CONFIG))
  start('kubelet', [
    ...['kubelet', `--config=${at('config.yaml')}`, `--kubeconfig=${KUBELET_KUBECONFIG}`],
    ...[`--hostname-override=${NODE}`, `--node-ip=${NODE_ADDRESS}`, `--root-dir=${at('root')}`],
    `--cert-dir=${at('certificates')}`,
  ])
}

const CONFIG = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  address: NODE_ADDRESS,
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: CERTIFICATES.kubeletClient.certificate },
  },
  authorization: { mode: 'Webhook' },
  containerRuntimeEndpoint: `unix://${SOCKET}`,
  cgroupDriver: 'cgroupfs',
  cgroupRoot: CONTROL_GROUP,
  failCgroupV1: false,
  enforceNodeAllocatable: ['pods'],
  clusterDNS: [DNS_SERVICE],
  clusterDomain: 'cluster.local',
  resolvConf: at('resolv.conf'),
  podLogsDir: at('logs'),
  volumePluginDir: at('volume-plugins'),
  makeIPTablesUtilChains: false,
  // What a machine may lack the right or the room for.
  oomScoreAdj: 0,
  maxOpenFiles: 20_000,
  failSwapOn: false,
  imageGCHighThresholdPercent: 100,
  evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '2%', 'imagefs.available': '2%' },
  nodeStatusUpdateFrequency: '5s',
  serializeImagePulls: false,
  rotateCertificates: false,
}

/** Services, by nftables. */
export function startKubeProxy(): void {
  const config = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clusterCIDR: POD_RANGE,
    clientConnection: { kubeconfig: KUBECONFIG },
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
    nodePortAddresses: [`${NODE_ADDRESS}/32`],
    hostnameOverride: NODE,
  }
  mkdirSync(at(), { recursive: true })
  writeFileSync(at('proxy.yaml'), JSON.stringify(config))
  start('kube-proxy', ['kube-proxy', `--config=${at('proxy.yaml')}`])
}

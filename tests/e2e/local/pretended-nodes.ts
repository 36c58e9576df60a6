import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleFolder } from '../../programs/go.ts'
import { kubeconfigOf, type Plane } from './control-plane.ts'
import { start } from './machine.ts'

const STAGES = ['node/fast/node-*.yaml', 'node/heartbeat/node-*.yaml', 'pod/fast/pod-*.yaml']
/** They are retained: a whole run makes about 20 claims. */
const VOLUMES = 40

type Kubectl = (args: readonly string[], input?: string) => Promise<string>

/** Nodes whose pods are said to run by kwok: no image, probe, packet or byte of a volume is real. */
export async function startPretendedNodes(plane: Plane, kubectl: Kubectl): Promise<void> {
  await startKwok(plane)
  const items = { apiVersion: 'v1', kind: 'List', items: [...NODES, ...STORAGE] }
  await kubectl(['apply', '--filename', '-'], JSON.stringify(items))
  await kubectl(['wait', '--for=condition=Ready', 'node', '--all', '--timeout=60s'])
}

async function startKwok(plane: Plane): Promise<void> {
  const folder = join(await moduleFolder('kwok', 'sigs.k8s.io/kwok'), 'kustomize', 'stage')
  const files = STAGES.flatMap((pattern) => globSync(pattern, { cwd: folder }))
  const stages = join(plane.folder, 'stages.yaml')
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'))
  writeFileSync(stages, [...texts, JSON.stringify(FAILING)].join('\n---\n'))
  start(`${plane.prefix}kwok`, [
    ...['kwok', `--kubeconfig=${kubeconfigOf(plane)}`, '--manage-all-nodes=true', `--config=${stages}`],
    ...['--node-lease-duration-seconds=40', `--server-address=127.0.0.1:${plane.ports.kwok}`],
  ])
}

/** A Job's pod fails if its image is tagged so: of two stages that fit, kwok takes the one with a weight. */
const FAILING = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'pod-fail' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'In', values: ['Running'] },
        { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] },
        { key: '.spec.containers.[].image | select(test(":failing-"))', operator: 'Exists' },
      ],
    },
    weight: 1,
    next: { statusTemplate: 'phase: Failed\nreason: Pretended\n' },
  },
}

const CAPACITY = { cpu: '16', memory: '32Gi', 'ephemeral-storage': '100Gi', pods: '110' }

/** Each in a zone of its own. */
const NODES: readonly object[] = ['a', 'b', 'c'].map((zone) => {
  const name = `pretended-${zone}`
  const labels = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone }
  return {
    ...{ apiVersion: 'v1', kind: 'Node', metadata: { name, labels } },
    status: { allocatable: CAPACITY, capacity: CAPACITY },
  }
})

/** Volumes that are bound and hold nothing. */
const STORAGE: readonly object[] = [
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'kubernetes.io/no-provisioner',
  },
  ...Array.from({ length: VOLUMES }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pretended-${index}` },
    spec: {
      capacity: { storage: '10Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'standard',
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: '/nowhere' },
    },
  })),
]

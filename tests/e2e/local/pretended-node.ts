import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { moduleFolder } from '../../programs/go.ts'
import { KUBECONFIG } from './control-plane.ts'
import { start } from './machine.ts'

const STAGES = ['node/fast/node-*.yaml', 'node/heartbeat/node-*.yaml', 'pod/fast/pod-*.yaml']
const VOLUMES = 10

type Kubectl = (args: readonly string[], input?: string) => Promise<string>

/** A node whose pods are said to run by kwok: no image, probe, packet or byte of a volume is real. */
export async function startPretendedNode(kubectl: Kubectl): Promise<void> {
  await startKwok()
  const items = { apiVersion: 'v1', kind: 'List', items: PRETENDED_NODE }
  await kubectl(['apply', '--filename', '-'], JSON.stringify(items))
  await kubectl(['wait', '--for=condition=Ready', 'node/pretended', '--timeout=60s'])
}

async function startKwok(): Promise<void> {
  const folder = join(await moduleFolder('kwok', 'sigs.k8s.io/kwok'), 'kustomize', 'stage')
  const files = STAGES.flatMap((pattern) => globSync(pattern, { cwd: folder }))
  const stages = join(FOLDERS.run, 'stages.yaml')
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'))
  writeFileSync(stages, [...texts, JSON.stringify(FAILING)].join('\n---\n'))
  start('kwok', [
    ...['kwok', `--kubeconfig=${KUBECONFIG}`, '--manage-all-nodes=true', `--config=${stages}`],
    ...['--node-lease-duration-seconds=40', '--server-address=127.0.0.1:10247'],
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

/** The node, and volumes that are bound and hold nothing. */
const PRETENDED_NODE: readonly object[] = [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'pretended', labels: { 'kubernetes.io/hostname': 'pretended' } },
    status: { allocatable: CAPACITY, capacity: CAPACITY },
  },
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

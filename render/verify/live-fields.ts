import { type Condition, emptyStatus, fixedAddress, generatedSelector, given } from './live-values.ts'

/** A field that the API server or a controller writes, and when that counts as written by them. */
export interface LiveField {
  /** From the object, or from the metadata that holds it. */
  readonly path: readonly string[]
  readonly owner: string
  /** Whether this value is theirs; any value but null where nothing else is named. */
  readonly when: Condition
}

const field = (path: string, owner = 'the API server', when: Condition = given): LiveField => ({
  path: path.split('.'),
  owner,
  when,
})

/**
 * Of any object's metadata, and of the metadata of pod templates and volume claims:
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export const METADATA: readonly LiveField[] = [
  field('managedFields'),
  field('resourceVersion'),
  field('uid'),
  field('generation'),
  field('selfLink'),
  field('creationTimestamp'),
  field('deletionTimestamp'),
  field('deletionGracePeriodSeconds'),
  field('ownerReferences', 'the controller that created the object'),
  field('generateName'),
]

/** By kind; `*` is every kind. */
export const FIELDS: Readonly<Record<string, readonly LiveField[]>> = {
  '*': [field('status', 'its controller', emptyStatus)],
  Job: [field('spec.selector', 'the Job controller', generatedSelector)],
  Namespace: [field('spec.finalizers')],
  PersistentVolumeClaim: [
    field('spec.volumeName', 'the provisioner', (name) =>
      /^pvc-[0-9a-f]{8}-[0-9a-f-]{27}$/.test(String(name)),
    ),
  ],
  Pod: [field('spec.nodeName', 'the scheduler')],
  Service: [
    field('spec.clusterIP', 'the API server', fixedAddress),
    field('spec.clusterIPs', 'the API server', fixedAddress),
  ],
}

/** Annotations that `kubectl get -o yaml` shows and no one sets by hand. */
export const ANNOTATIONS: Readonly<Record<string, string>> = {
  'kubectl.kubernetes.io/last-applied-configuration': 'kubectl',
  'deployment.kubernetes.io/revision': 'the Deployment controller',
  'deployment.kubernetes.io/revision-history': 'the Deployment controller',
  'deployment.kubernetes.io/desired-replicas': 'the Deployment controller',
  'deployment.kubernetes.io/max-replicas': 'the Deployment controller',
  'deprecated.daemonset.template.generation': 'the DaemonSet controller',
  'batch.kubernetes.io/job-tracking': 'the Job controller',
  'batch.kubernetes.io/cronjob-scheduled-timestamp': 'the CronJob controller',
  'pv.kubernetes.io/bind-completed': 'the volume controller',
  'pv.kubernetes.io/bound-by-controller': 'the volume controller',
  'pv.kubernetes.io/provisioned-by': 'the provisioner',
  'volume.kubernetes.io/selected-node': 'the scheduler',
  'volume.kubernetes.io/storage-provisioner': 'the volume controller',
  'volume.beta.kubernetes.io/storage-provisioner': 'the volume controller',
  'autoscaling.alpha.kubernetes.io/conditions': 'the API server',
  'autoscaling.alpha.kubernetes.io/current-metrics': 'the API server',
  'endpoints.kubernetes.io/last-change-trigger-time': 'the endpoints controller',
  'argocd.argoproj.io/tracking-id': 'Argo CD',
  'argocd.argoproj.io/installation-id': 'Argo CD',
}

/** Labels that controllers tell their own objects by. */
export const LABELS: Readonly<Record<string, string>> = {
  'pod-template-hash': 'the Deployment controller',
  'controller-revision-hash': 'the controller',
  'pod-template-generation': 'the DaemonSet controller',
  'statefulset.kubernetes.io/pod-name': 'the StatefulSet controller',
  'apps.kubernetes.io/pod-index': 'the StatefulSet controller',
  'controller-uid': 'the Job controller',
  'job-name': 'the Job controller',
  'batch.kubernetes.io/controller-uid': 'the Job controller',
  'batch.kubernetes.io/job-name': 'the Job controller',
  'batch.kubernetes.io/job-completion-index': 'the Job controller',
}

import { deployment, list, PROBES, RESOURCES, service, type Tree } from './parts.ts'

/**
 * Six clusters with twenty applications each: an application lists plain manifests in one file of several documents, and
 * each cluster has a folder of its own for it, called `kustomization.yml`, with inline patches, images and a suffix.
 * 146 kustomizations. Applications are stateful sets, cron jobs and daemon sets as well; some have roles, budgets,
 * autoscalers and policies; a few of them miss what they name.
 */
export function byCluster(): Tree {
  const files: Record<string, string> = {}
  for (const index of list(20)) {
    const name = `app-${index}`
    files[`apps/${name}/all.yaml`] = [workload(name, index), ...extras(name, index)].join('---\n')
    files[`apps/${name}/kustomization.yml`] = 'resources: [all.yaml]\n'
  }
  for (const cluster of ['eu-1', 'eu-2', 'us-1', 'us-2', 'ap-1', 'edge']) {
    files[`clusters/${cluster}/kustomization.yml`] = `resources:\n${list(20)
      .map((index) => `  - app-${index}\n`)
      .join('')}`
    for (const index of list(20)) {
      const name = `app-${index}`
      files[`clusters/${cluster}/${name}/kustomization.yml`] = `namespace: ${name}
nameSuffix: -${cluster}
resources: [../../../apps/${name}]
images:
  - name: registry.example/${name}
    newTag: ${cluster === 'edge' ? 'edge' : '2.0.1'}
labels:
  - pairs: {cluster: ${cluster}}
${index % 4 < 2 ? replicas(cluster) : ''}`
    }
  }
  return files
}

const replicas = (cluster: string): string => `patches:
  - target: {kind: Deployment}
    patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: any}
      spec:
        replicas: ${cluster.startsWith('eu') ? 4 : 1}
`

function workload(name: string, index: number): string {
  const plain = deployment(name, { more: (index % 4 === 1 ? '' : PROBES) + RESOURCES })
  if (index % 4 === 2)
    return plain
      .replace('kind: Deployment', 'kind: StatefulSet')
      .replace('spec:\n  replicas', `spec:\n  serviceName: ${index === 6 ? 'wrong' : name}\n  replicas`)
  if (index % 4 === 3)
    return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${name}
spec:
  schedule: "${index === 7 ? '61 * * * *' : '*/5 * * * *'}"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: ${name}
              image: registry.example/${name}:1
              resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 64Mi}}
`
  return plain
}

function extras(name: string, index: number): string[] {
  if (index % 4 === 3) return []
  const budget = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
spec:
  minAvailable: ${index === 8 ? 2 : 1}
  selector:
    matchLabels:
      app: ${index === 5 ? 'other' : name}
`
  const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${index === 9 ? 'app' : name}}
  minReplicas: 2
  maxReplicas: 6
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
`
  const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: ${name}
rules:
  - apiGroups: [""]
    resources: [${index === 10 ? '"*"' : 'configmaps'}]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ${name}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}
subjects:
  - kind: ServiceAccount
    name: ${name}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
`
  const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
spec:
  podSelector:
    matchLabels:
      app: ${name}
  policyTypes: [Ingress]
  ingress:
    - from: [{podSelector: {matchLabels: {app: app-0}}}]
      ports: [{protocol: TCP, port: 8080}]
`
  return [
    service(name),
    ...(index % 3 === 2 ? [budget] : []),
    ...(index % 4 === 1 ? [scaler] : []),
    ...(index % 5 === 0 ? [role] : []),
    ...(index % 2 === 0 ? [policy] : []),
  ]
}

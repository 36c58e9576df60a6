import { readResources } from '../../render/kubernetes/read.ts'
import type { Resource } from '../../render/kubernetes/resource.ts'

/** One right manifest of each kind, with every field that the mistakes change. */
export const good = (kind: string): Resource => {
  const found = readResources(MANIFESTS).find((each) => each.kind === kind)
  if (!found) throw new Error(`no manifest of kind ${kind}`)
  return found
}

export const goodKinds = (): string[] => readResources(MANIFESTS).map(({ kind }) => kind)

const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
  labels: { app.kubernetes.io/name: backend }
  annotations: { Example.com/owner: "anybody" }
spec:
  replicas: 2
  selector: { matchLabels: { app: backend } }
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: backend } }
    spec:
      serviceAccountName: backend
      restartPolicy: Always
      dnsPolicy: ClusterFirst
      securityContext: { runAsNonRoot: true, runAsUser: 1001, seccompProfile: { type: RuntimeDefault } }
      tolerations: [{ key: spot, operator: Exists, effect: NoExecute, tolerationSeconds: 30 }]
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: backend } }
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 50
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector: { matchExpressions: [{ key: app, operator: In, values: [backend] }] }
      initContainers:
        - { name: wait, image: "busybox:1" }
      containers:
        - name: backend
          image: ghcr.io/example/backend:1.0.0
          imagePullPolicy: IfNotPresent
          ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090, protocol: TCP }]
          env:
            - { name: PORT, value: "8080" }
            - { name: PASSWORD, valueFrom: { secretKeyRef: { name: database, key: password } } }
          envFrom: [{ configMapRef: { name: backend } }]
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 1, memory: 256Mi } }
          livenessProbe: { httpGet: { path: /healthz, port: http }, periodSeconds: 10 }
          readinessProbe: { httpGet: { path: /readyz, port: 8080, scheme: HTTP }, successThreshold: 2 }
          lifecycle: { preStop: { sleep: { seconds: 5 } } }
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: files, mountPath: /etc/files, readOnly: true }]
      volumes: [{ name: tmp, emptyDir: { sizeLimit: 64Mi } }, { name: files, configMap: { name: files, defaultMode: 0o444 } }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgres }
spec:
  serviceName: postgres
  replicas: 1
  selector: { matchLabels: { app: postgres } }
  updateStrategy: { type: RollingUpdate }
  template:
    metadata: { labels: { app: postgres } }
    spec:
      containers:
        - { name: postgres, image: "postgres:18", volumeMounts: [{ name: data, mountPath: /var/lib/postgresql }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  updateStrategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  template:
    metadata: { labels: { app: agent } }
    spec: { containers: [{ name: agent, image: "busybox:1" }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: migration }
spec:
  backoffLimit: 1
  activeDeadlineSeconds: 120
  template:
    spec: { restartPolicy: Never, containers: [{ name: migration, image: "busybox:1" }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  schedule: "30 2 * * mon-fri"
  timeZone: Etc/UTC
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: OnFailure, containers: [{ name: backup, image: "busybox:1" }] }
---
apiVersion: v1
kind: Service
metadata: { name: backend }
spec:
  type: ClusterIP
  selector: { app: backend }
  ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090, targetPort: 9090 }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: frontend }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [todo.example.com], secretName: tls }]
  rules:
    - host: todo.example.com
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: frontend, port: { name: http } } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: backend }
spec:
  podSelector: { matchLabels: { app: backend } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: frontend } } }]
      ports: [{ protocol: TCP, port: 8080, endPort: 8090 }]
  egress:
    - to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: backend }
spec:
  minReplicas: 2
  maxReplicas: 5
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: backend }
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
  behavior:
    scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: Pods, value: 1, periodSeconds: 60 }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: backend }
spec: { minAvailable: 50%, selector: { matchLabels: { app: backend } } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: backup }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: quota }
spec: { hard: { requests.cpu: "4", limits.memory: 8Gi, pods: 20, count/jobs.batch: "10" } }
---
apiVersion: v1
kind: LimitRange
metadata: { name: limits }
spec:
  limits: [{ type: Container, default: { memory: 256Mi }, defaultRequest: { memory: 64Mi }, max: { memory: 1Gi } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LOG_LEVEL: info }
---
apiVersion: v1
kind: Secret
metadata: { name: secret }
data: { token: aGVsbG8= }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: backend }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Namespace
metadata: { name: todo, labels: { pod-security.kubernetes.io/enforce: restricted } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: "system:reader" }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: "system:reader" }
subjects: [{ kind: ServiceAccount, name: backend, namespace: default }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: todo }
spec:
  project: todo
  source: { repoURL: "https://example.com/todo.git", path: overlays/dev, targetRevision: main }
  destination: { server: "https://kubernetes.default.svc", namespace: todo }
  syncPolicy: { automated: { prune: true }, retry: { limit: 5, backoff: { factor: 2 } } }
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: todo }
spec:
  sourceRepos: ["https://example.com/todo.git"]
  destinations: [{ server: "https://kubernetes.default.svc", namespace: todo }]
  clusterResourceWhitelist: [{ group: "", kind: Namespace }]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: database }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: store }
  target: { name: database, creationPolicy: Owner }
  dataFrom: [{ extract: { key: todo/database } }]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: todo }
spec:
  selector: { matchLabels: { app: backend } }
  endpoints: [{ port: metrics, interval: 30s, scheme: http }]
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: todo }
spec:
  groups:
    - name: todo
      rules: [{ alert: Down, expr: up == 0, for: 5m, labels: { severity: page } }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: frontend }
spec:
  hostnames: [todo.example.com]
  parentRefs: [{ name: gateway, namespace: gateways }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: / } }]
      backendRefs: [{ name: frontend, port: 80 }]
`

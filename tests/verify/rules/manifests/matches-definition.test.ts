import { matchesDefinition } from '../../../../render/verify/rules/manifests/matches-definition.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(matchesDefinition, 'production', [
  [
    'other bounds',
    [['HorizontalPodAutoscaler/backend', 'spec.minReplicas', 2]],
    ['HorizontalPodAutoscaler/backend spec.minReplicas: minReplicas is 2: expected 3 from environment.yaml.'],
  ],
  [
    'other replicas',
    [
      ['Deployment/mcp-server', 'spec.replicas', 5],
      ['environment', 'services.mcp-server.replicas', 2],
    ],
    ['Deployment/mcp-server spec.replicas: replicas is 5: expected 2 from environment.yaml.'],
  ],
  [
    'another setting',
    [['environment', 'services.backend.settings', { LOG_LEVEL: 'warn' }]],
    ['ConfigMap/backend data.LOG_LEVEL: LOG_LEVEL is "info": expected "warn" from environment.yaml.'],
  ],
  [
    'another quota',
    [['environment', 'quota', { pods: '80' }]],
    ['ResourceQuota/todo spec.hard.pods: pods is "64": expected "80" from environment.yaml.'],
  ],
  [
    'the same in another unit',
    [['environment', 'services.backend.resources', { limits: { cpu: '1000m', memory: '1024Mi' } }]],
    [],
  ],
])

mistakes(matchesDefinition, 'minikube', [
  [
    'another size of the volume',
    [['PersistentVolumeClaim/postgres-data', 'spec.resources.requests.storage', '2Gi']],
    [
      'PersistentVolumeClaim/postgres-data spec.resources.requests.storage: spec.resources.requests.storage is "2Gi": expected "1Gi" from component "postgres" in environment.yaml.',
    ],
  ],
  [
    'another node port, and one more',
    [['Service/frontend-node-port', 'spec.ports.0.nodePort', 30081]],
    [
      'Service/frontend-node-port spec.ports: spec.ports is [{"name":"http","nodePort":30081,"port":3000,"targetPort":"http"}]: expected {"port":3000,"nodePort":30080} from component "node-port" in environment.yaml.',
    ],
  ],
  [
    'another class, and a host more',
    [
      ['Ingress/frontend', 'spec.ingressClassName', 'traefik'],
      ['Ingress/frontend', 'spec.rules.1', { host: 'other.example.com' }],
    ],
    [
      'Ingress/frontend spec.ingressClassName: spec.ingressClassName is "traefik": expected "nginx" from component "ingress" in environment.yaml.',
      'Ingress/frontend spec.rules: spec.rules is [{"host":"todo.local","http":{"paths":[{"backend":{"service":{"name":"frontend","port":{"name":"http"}}},"path":"/","pathType":"Prefix"}]}},{"host":"other.example.com"}]: expected [{"host":"todo.local","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"frontend","port":{"name":"http"}}}}]}}] from component "ingress" in environment.yaml.',
    ],
  ],
])

mistakes(matchesDefinition, 'production', [
  [
    'the certificate of another issuer, in another Secret',
    [
      ['Ingress/frontend', ['metadata', 'annotations', 'cert-manager.io/cluster-issuer'], 'staging'],
      ['Ingress/frontend', 'spec.tls.0.secretName', 'other-tls'],
    ],
    [
      'Ingress/frontend metadata.annotations.cert-manager.io/cluster-issuer: metadata.annotations.cert-manager.io/cluster-issuer is "staging": expected "letsencrypt" from component "ingress" in environment.yaml.',
      'Ingress/frontend spec.tls: spec.tls is [{"hosts":["todo.example.com"],"secretName":"other-tls"}]: expected [{"hosts":["todo.example.com"],"secretName":"todo-tls"}] from component "ingress" in environment.yaml.',
    ],
  ],
  [
    "another environment's secrets",
    [['ExternalSecret/auth', 'spec.dataFrom.0.extract.key', 'todo/staging/auth']],
    [
      'ExternalSecret/auth spec.dataFrom: spec.dataFrom is [{"extract":{"key":"todo/staging/auth"}}]: expected [{"extract":{"key":"todo/production/auth"}}] from component "external-secrets" in environment.yaml.',
    ],
  ],
])

import { quotaCapacity } from '../../../../render/verify/rules/capacity/quota-capacity.ts'
import { mistakes } from '../../mistakes.ts'
import { CONTAINER, copy, type Draft, drop, POD, same, set, testRule } from '../../rule-cases.ts'

const QUOTA = 'ResourceQuota/todo'
const HPA = 'HorizontalPodAutoscaler/backend'

const hard = (key: string, value: unknown) => (draft: Draft) =>
  set(draft, QUOTA, ['spec', 'hard', key], value)
const over = (key: string, message: string) => [[QUOTA, `spec.hard.${key}`, `${key} is ${message}`]] as const

testRule(quotaCapacity, {
  catches: [
    [
      'one pod too many: 11 + 11 + 3 + 3, and two jobs',
      'production',
      hard('pods', '29'),
      over(
        'pods',
        '29, but up to 30 are needed: Deployment/backend 11, Deployment/frontend 11, Deployment/ai-agent 3, Deployment/mcp-server 3 and 2 more.',
      ),
    ],
    [
      'too little CPU: 11 x 500m + 11 x 200m + 6 x 100m, and the jobs',
      'production',
      hard('requests.cpu', '8.4'),
      over(
        'requests.cpu',
        '8.4, but up to 8.45 are needed: Deployment/backend 5.5, Deployment/frontend 2.2, Deployment/ai-agent 0.3, Deployment/mcp-server 0.3 and 2 more.',
      ),
    ],
    [
      'too little memory, under its short name',
      'production',
      hard('memory', '9Gi'),
      over(
        'memory',
        '9Gi, but up to 9.375Gi are needed: Deployment/backend 5.5Gi, Deployment/frontend 2.75Gi, Deployment/ai-agent 576Mi, Deployment/mcp-server 384Mi and 2 more.',
      ),
    ],
    [
      'a container whose memory has an exponent, which YAML reads as a number',
      'production',
      (draft) => {
        hard('limits.memory', '24Gi')(draft)
        set(draft, 'Deployment/ai-agent', `${CONTAINER}.resources.limits.memory`, 8e9)
      },
      over(
        'limits.memory',
        '24Gi, but up to 41984188Ki are needed: Deployment/ai-agent 23437500Ki, Deployment/backend 11Gi, Deployment/frontend 5.5Gi, Deployment/mcp-server 768Mi and 2 more.',
      ),
    ],
    [
      'a billionth of a core too little',
      'production',
      hard('requests.cpu', '8.449999999'),
      over(
        'requests.cpu',
        '8449999999n, but up to 8.45 are needed: Deployment/backend 5.5, Deployment/frontend 2.2, Deployment/ai-agent 0.3, Deployment/mcp-server 0.3 and 2 more.',
      ),
    ],
    [
      'an autoscaler that may go further',
      'production',
      (draft) => {
        hard('pods', '30')(draft)
        set(draft, HPA, 'spec.maxReplicas', 11)
      },
      over(
        'pods',
        '30, but up to 31 are needed: Deployment/backend 12, Deployment/frontend 11, Deployment/ai-agent 3, Deployment/mcp-server 3 and 2 more.',
      ),
    ],
    [
      'a surge in percent, rounded up: 25% of 10',
      'production',
      (draft) => {
        hard('pods', '30')(draft)
        set(draft, 'Deployment/backend', 'spec.strategy.rollingUpdate.maxSurge', '25%')
      },
      over(
        'pods',
        '30, but up to 32 are needed: Deployment/backend 13, Deployment/frontend 11, Deployment/ai-agent 3, Deployment/mcp-server 3 and 2 more.',
      ),
    ],
    [
      'an init container that needs more than the pod after it',
      'production',
      (draft) => {
        hard('limits.cpu', '18')(draft)
        set(draft, 'Deployment/ai-agent', `${POD}.initContainers`, [
          { name: 'load', resources: { limits: { cpu: '1' } } },
        ])
      },
      over(
        'limits.cpu',
        '18, but up to 21.2 are needed: Deployment/backend 11, Deployment/frontend 5.5, Deployment/ai-agent 3, Deployment/mcp-server 0.9 and 2 more.',
      ),
    ],
    [
      'a second claim',
      'minikube',
      (draft) => {
        hard('persistentvolumeclaims', '1')(draft)
        copy(draft, 'PersistentVolumeClaim/postgres-data', 'more')
      },
      over(
        'persistentvolumeclaims',
        '1, but up to 2 are needed: PersistentVolumeClaim/more 1, PersistentVolumeClaim/postgres-data 1.',
      ),
    ],
    [
      'a volume that is too large',
      'minikube',
      hard('requests.storage', '512Mi'),
      over('requests.storage', '512Mi, but up to 1Gi are needed: PersistentVolumeClaim/postgres-data 1Gi.'),
    ],
    [
      'a second node port',
      'minikube',
      (draft) => copy(draft, 'Service/frontend-node-port', 'second'),
      over(
        'services.nodeports',
        '1, but up to 2 are needed: Service/frontend-node-port 1, Service/second 1.',
      ),
    ],
    [
      'a load balancer, which takes a node port as well',
      'production',
      (draft) => {
        hard('services.nodeports', '0')(draft)
        set(draft, 'Service/frontend', 'spec.type', 'LoadBalancer')
      },
      [
        [
          QUOTA,
          'spec.hard.services.loadbalancers',
          'services.loadbalancers is 0, but up to 1 are needed: Service/frontend 1.',
        ],
        [
          QUOTA,
          'spec.hard.services.nodeports',
          'services.nodeports is 0, but up to 2 are needed: Service/frontend 2.',
        ],
      ],
    ],
  ],
  passes: [
    ['Minikube as it is', 'minikube', same],
    ['staging as it is', 'staging', same],
    ['production as it is', 'production', same],
    [
      "a small volume, far below base's quota of 50Gi",
      'minikube',
      (draft) =>
        set(draft, 'PersistentVolumeClaim/postgres-data', 'spec.resources.requests.storage', '250Mi'),
    ],
    ['exactly what is needed', 'production', hard('pods', 30)],
    ['exactly what is needed, in fractions', 'production', hard('requests.cpu', '8450m')],
    ['exactly what is needed, with an exponent', 'production', hard('requests.cpu', '845e-2')],
    [
      'a container without values, which the LimitRange gives 50m',
      'production',
      (draft) => {
        hard('requests.cpu', '8.3')(draft)
        set(draft, 'Deployment/ai-agent', `${CONTAINER}.resources`, undefined)
      },
    ],
    [
      'a quota of some pods only',
      'production',
      (draft) => {
        hard('pods', '1')(draft)
        set(draft, QUOTA, 'spec.scopes', ['BestEffort'])
      },
    ],
    [
      'a resource that is called as every object has a property',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${CONTAINER}.resources.limits.constructor`, '1'),
    ],
    ['what cannot be counted here', 'production', hard('count/secrets', '0')],
    ['what is no quantity', 'production', hard('pods', 'some')],
    ['no quota', 'production', (draft) => drop(draft, QUOTA)],
  ],
})

mistakes(quotaCapacity, 'staging', [
  [
    'a quota a thousand times too high',
    [['ResourceQuota/todo', ['spec', 'hard', 'limits.memory'], '32Ti']],
    [
      'ResourceQuota/todo spec.hard.limits.memory: limits.memory is 32Ti, but at most 10176Mi are needed: a quota that high limits nothing.',
    ],
  ],
  ['room for growth', [['ResourceQuota/todo', ['spec', 'hard', 'limits.memory'], '256Gi']], []],
])

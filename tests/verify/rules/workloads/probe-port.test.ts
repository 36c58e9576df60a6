import { probePort } from '../../../../render/verify/rules/workloads/probe-port.ts'
import { CONTAINER, same, set, testRule } from '../../rule-cases.ts'

testRule(probePort, {
  catches: [
    [
      'a misspelt name',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${CONTAINER}.readinessProbe.httpGet.port`, 'htpp'),
      [
        [
          'Deployment/backend',
          `${CONTAINER}.readinessProbe.httpGet.port`,
          'The container has no port "htpp". Did you mean "http"?',
        ],
      ],
    ],
    [
      "another service's number",
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${CONTAINER}.livenessProbe`, { tcpSocket: { port: 8001 } }),
      [
        [
          'Deployment/backend',
          `${CONTAINER}.livenessProbe.tcpSocket.port`,
          'The container has no port 8001. Known: "http" 8000.',
        ],
      ],
    ],
    [
      'a hook that calls a port',
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${CONTAINER}.lifecycle.preStop`, { httpGet: { port: 'admin' } }),
      [
        [
          'Deployment/backend',
          `${CONTAINER}.lifecycle.preStop.httpGet.port`,
          'The container has no port "admin". Known: "http" 8000.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['a probe that runs a command', 'minikube', same],
    [
      'the number of the port',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${CONTAINER}.readinessProbe.httpGet.port`, 8000),
    ],
  ],
})

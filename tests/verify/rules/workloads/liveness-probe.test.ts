import { livenessProbe } from '../../../../render/verify/rules/workloads/liveness-probe.ts'
import { mistakes } from '../../mistakes.ts'

const CONTAINER = 'spec.template.spec.containers.0'

const says = (probe: string, asked: string): string =>
  `Deployment/backend ${CONTAINER}.${probe}.httpGet.path: The ${probe} of container "backend" requests ${asked}, which depends on other services; use a path such as /health.`

mistakes(livenessProbe, 'minikube', [
  [
    'liveness of the database',
    [['Deployment/backend', `${CONTAINER}.livenessProbe.httpGet.path`, '/ready']],
    [says('livenessProbe', '/ready')],
  ],
  [
    'startup of the database',
    [['Deployment/backend', `${CONTAINER}.startupProbe.httpGet.path`, '/ready/?now']],
    [says('startupProbe', '/ready/?now')],
  ],
  [
    'liveness of all services',
    [['Deployment/backend', `${CONTAINER}.livenessProbe.httpGet.path`, '/health/services']],
    [says('livenessProbe', '/health/services')],
  ],
  [
    'a path that only begins so',
    [['Deployment/backend', `${CONTAINER}.livenessProbe.httpGet.path`, '/ready-to-serve']],
    [],
  ],
  [
    'readiness of the database',
    [['Deployment/mcp-server', `${CONTAINER}.readinessProbe.httpGet.path`, '/ready']],
    [],
  ],
])

import { program } from '../../../../render/verify/rules/configuration/program.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`

mistakes(program, 'minikube', [
  [
    'a setting that is misspelt',
    [
      ['ConfigMap/backend', 'data.LOG_LEVEL'],
      ['ConfigMap/backend', 'data.LOG_LEVL', 'info'],
    ],
    [
      'ConfigMap/backend data.LOG_LEVL: Container "backend" reads no LOG_LEVL. Did you mean "LOG_LEVEL"?',
      'Job/migration spec.template.spec.containers.0.env.0: LOG_LEVEL comes from elsewhere: expected one of trace, debug, info, warn, error, fatal, silent.',
    ],
  ],
  [
    'a setting that is left out',
    [['ConfigMap/backend', 'data.AGENT_URL']],
    [
      'ConfigMap/backend data: Container "backend" gets no AGENT_URL: expected a URL that starts with http:// or https:// and has no path.',
    ],
  ],
  [
    'values that the program refuses',
    [
      ['ConfigMap/backend', 'data.LOG_LEVEL', 'inf'],
      ['ConfigMap/backend', 'data.DRAIN_SECONDS', 'soon'],
      ['ConfigMap/backend', 'data.AGENT_URL', 'ai-agent:8002'],
      ['ConfigMap/ai-agent', 'data.MCP_SERVER_URL', 'http://mcp-server:8001'],
    ],
    [
      'ConfigMap/ai-agent data.MCP_SERVER_URL: MCP_SERVER_URL is "http://mcp-server:8001": expected a URL that starts with http:// or https:// and ends with /mcp.',
      'ConfigMap/backend data.LOG_LEVEL: LOG_LEVEL is "inf": expected one of trace, debug, info, warn, error, fatal, silent.',
      'ConfigMap/backend data.DRAIN_SECONDS: DRAIN_SECONDS is "soon": expected a whole number from 1 to 300.',
      'ConfigMap/backend data.AGENT_URL: AGENT_URL is "ai-agent:8002": expected a URL that starts with http:// or https:// and has no path.',
    ],
  ],
  [
    'a secret that is left out, of another key, and in the open',
    [
      ['Deployment/backend', `${CONTAINER}.env.1`, { name: 'OTHER', value: 'x' }],
      ['Deployment/mcp-server', `${CONTAINER}.env.0.valueFrom.secretKeyRef.key`, 'DATABSE_URL'],
      [
        'Job/migration',
        `${CONTAINER}.env.1`,
        { name: 'DATABASE_URL', value: 'postgresql://postgres:5432/todo' },
      ],
    ],
    [
      'Deployment/backend spec.template.spec.containers.0.env: Container "backend" gets no AUTH_SECRET: expected key AUTH_SECRET of the Secret "auth".',
      'Deployment/backend spec.template.spec.containers.0.env.1.value: Container "backend" reads no OTHER. Known: AUTH_SECRET.',
      'Deployment/mcp-server spec.template.spec.containers.0.env.0.valueFrom.secretKeyRef.key: DATABASE_URL comes from key DATABSE_URL of the Secret "database": expected key DATABASE_URL of the Secret "database".',
      'Job/migration spec.template.spec.containers.0.env.1.value: DATABASE_URL doesn\'t come from a Secret: expected key MIGRATION_DATABASE_URL of the Secret "database".',
    ],
  ],
  [
    'all keys of a Secret',
    [['Deployment/backend', `${CONTAINER}.envFrom.1`, { secretRef: { name: 'database' } }]],
    [
      'Deployment/backend spec.template.spec.containers.0.envFrom.1.secretRef: Container "backend" gets every key of the Secret "database": expected a secretKeyRef for each that it reads.',
    ],
  ],
  [
    'another file, another image',
    [
      ['Job/migration', `${CONTAINER}.args`, ['src/migrat.ts']],
      ['Job/smoke-test', `${CONTAINER}.image`, 'registry.example/todo/backend:0.1.0'],
    ],
    [
      'Job/migration spec.template.spec.containers.0.args: Container "migration" is started with ["src/migrat.ts"]: expected ["src/migrate.ts"].',
      'Job/smoke-test spec.template.spec.containers.0.image: Container "smoke-test" runs the image of "backend": expected that of "frontend".',
    ],
  ],
  [
    'an image of a registry that is misspelt',
    [
      [
        'Deployment/backend',
        `${CONTAINER}.image`,
        `registry.exmaple/todo/backend:0.1.0@sha256:${'0'.repeat(64)}`,
      ],
    ],
    [
      `Deployment/backend spec.template.spec.containers.0.image: Container "backend" runs the third-party image "registry.exmaple/todo/backend:0.1.0@sha256:${'0'.repeat(64)}": expected that of "backend".`,
    ],
  ],
  [
    'paths that no program serves',
    [
      ['Deployment/backend', `${CONTAINER}.readinessProbe.httpGet.path`, '/readyz'],
      ['Deployment/backend', `${CONTAINER}.startupProbe.httpGet.path`],
      ['StatefulSet/postgres', `${CONTAINER}.livenessProbe.exec.command.0`, 'pg_isredy'],
    ],
    [
      'Deployment/backend spec.template.spec.containers.0.startupProbe.httpGet.path: The startupProbe calls "/": expected "/health".',
      'Deployment/backend spec.template.spec.containers.0.readinessProbe.httpGet.path: The readinessProbe calls "/readyz": expected "/ready".',
      'StatefulSet/postgres spec.template.spec.containers.0.livenessProbe.exec.command: The livenessProbe calls "pg_isredy --host=127.0.0.1 --username=todo --dbname=todo": expected "pg_isready --host=127.0.0.1 --username=todo --dbname=todo".',
    ],
  ],
  [
    'another port',
    [['Deployment/backend', `${CONTAINER}.ports.0.containerPort`, 8080]],
    [
      'Deployment/backend spec.template.spec.containers.0.ports.0.containerPort: Container "backend" does not declare port 8000, on which its program listens. Known: "http" 8080.',
    ],
  ],
  [
    'an unknown container',
    [['Deployment/backend', `${CONTAINER}.name`, 'bakcend']],
    [
      'No container is named "backend", which the environment must run.',
      'Deployment/backend spec.template.spec.containers.0.name: No programs.yaml of base describes container "bakcend" of Deployment/backend. Did you mean "backend"?',
    ],
  ],
  [
    'other numbers among the arguments, and an optional Secret',
    [['StatefulSet/postgres', `${CONTAINER}.args.0`, '--max_connections=300']],
    [],
  ],
])

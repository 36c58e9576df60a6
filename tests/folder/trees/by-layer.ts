import { definitionOf } from '../definition.ts'
import { deployment, list, PROBES, RESOURCES, SECURE, service, type Tree } from './parts.ts'

/**
 * Layers upon layers: 100 applications of 10 teams, each with a base, a layer for its tier and one for each of three
 * regions; and what a team has in common. 510 kustomizations of all three names, with definitions of custom kinds,
 * generated Secrets, volumes, init containers and configuration files.
 */
export function byLayer(): Tree {
  const files: Record<string, string> = {
    'platform/crds/Kustomization': 'resources: [queue.yaml]\n',
    'platform/crds/queue.yaml': QUEUE,
  }
  for (const team of list(10)) {
    const common = `teams/team-${team}/common`
    files[`${common}/Kustomization`] = 'resources: [namespace.yaml, limits.yaml]\n'
    files[`${common}/namespace.yaml`] = `apiVersion: v1
kind: Namespace
metadata:
  name: team-${team}
  labels: {pod-security.kubernetes.io/enforce: ${team % 2 === 0 ? 'restricted' : 'baseline'}}
`
    files[`${common}/limits.yaml`] = `apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: team-${team}}
spec:
  limits:
    - type: Container
      default: {memory: 256Mi}
      defaultRequest: {cpu: 50m, memory: 64Mi}
`
    for (const index of list(10))
      Object.assign(files, application(`teams/team-${team}`, `app-${index}`, index))
  }
  return files
}

function application(parent: string, name: string, index: number): Tree {
  const folder = `${parent}/${name}`
  const mounted = index % 5 === 1
  const volume = `          volumeMounts:
            - name: config
              mountPath: /etc/app
`
  const pod = mounted
    ? `
      volumes:
        - name: config
          configMap:
            name: ${name}-files`
    : ''
  return {
    [`${folder}/base/kustomization.yaml`]: `resources: [deployment.yaml, service.yaml${index % 4 === 0 ? ', queue.yaml' : ''}]
${mounted ? `configMapGenerator:\n  - name: ${name}-files\n    files: [app.conf]\n` : ''}${
  index % 6 === 5 ? `secretGenerator:\n  - name: ${name}\n    literals: [TOKEN=s3cr3t-of-${name}]\n` : ''
}`,
    [`${folder}/base/deployment.yaml`]: deployment(name, {
      spec: pod,
      labels: `app.kubernetes.io/name: ${name}`,
      more:
        PROBES +
        (index % 3 === 0 ? RESOURCES : '') +
        (index % 2 === 0 ? SECURE : '') +
        (mounted ? volume : ''),
    }),
    [`${folder}/base/service.yaml`]: service(name, {
      labels: `app.kubernetes.io/name: ${index === 7 ? 'app' : name}`,
    }),
    ...(mounted && { [`${folder}/base/app.conf`]: 'threads = 4\n' }),
    ...(index % 4 === 0 && {
      [`${folder}/base/queue.yaml`]: `apiVersion: example.com/v1
kind: Queue
metadata: {name: ${name}}
spec: {${index === 8 ? 'size: many' : 'size: 10'}}
`,
    }),
    [`${folder}/tier/kustomization.yml`]: `resources: [../base]
namespace: ${parent.split('/')[1]}
commonAnnotations: {tier: "${index % 3}"}
replicas: [{name: ${name}, count: ${(index % 3) + 1}}]
`,
    ...Object.fromEntries(
      ['eu', 'us', 'ap'].map((region) => [
        `${folder}/${region}/kustomization.yaml`,
        `resources: [../tier]
namePrefix: ${region}-
configMapGenerator:
  - name: region
    literals: [REGION=${region}]
patches:
  - target: {kind: Deployment, name: ${name}}
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/envFrom
        value: [{configMapRef: {name: ${index === 3 && region === 'ap' ? 'regions' : 'region'}}}]
`,
      ]),
    ),
  }
}

const QUEUE = definitionOf('Queue')

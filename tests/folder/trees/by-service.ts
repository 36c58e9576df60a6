import { deployment, ingress, list, PROBES, RESOURCES, SECURE, service, type Tree } from './parts.ts'

/**
 * A company with forty services: each has a base and an overlay for dev, staging and prod, which turn on Components and
 * patch by file. 160 kustomizations and three Components. One service in five names a port that no container has, one in
 * seven has no memory limit, one in eight a tag that moves.
 */
export function byService(): Tree {
  const files: Record<string, string> = {
    'shared/ha/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: {kind: Deployment}
    patch: |
      - op: replace
        path: /spec/replicas
        value: 3
`,
    'shared/labels/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
labels:
  - pairs: {team: shop}
    includeTemplates: true
`,
    'shared/debug/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: {kind: Deployment}
    path: debug.yaml
`,
    'shared/debug/debug.yaml': `- op: add
  path: /spec/template/spec/containers/0/env
  value: [{name: LOG_LEVEL, value: debug}]
`,
  }
  for (const index of list(40)) {
    const name = `svc-${index}`
    const folder = `services/${name}`
    const container = { image: `registry.example/${name}:${index % 8 === 3 ? 'latest' : '1.4.2'}` }
    const resources = index % 7 === 2 ? RESOURCES.replace(/ +limits.*\n/, '') : RESOURCES
    files[`${folder}/base/deployment.yaml`] = deployment(name, {
      ...container,
      more: (index % 3 === 0 ? '' : PROBES) + resources + (index % 2 === 0 ? SECURE : ''),
    })
    files[`${folder}/base/service.yaml`] = service(name, { port: index % 5 === 4 ? 'https' : 'http' })
    files[`${folder}/base/kustomization.yaml`] = `resources: [deployment.yaml, service.yaml]
configMapGenerator:
  - name: ${name}
    literals: [MODE=base, GREETING=hello]
`
    for (const environment of ['dev', 'staging', 'prod']) {
      const components = { dev: ['debug'], staging: ['labels'], prod: ['labels', 'ha'] }[environment] ?? []
      files[`${folder}/${environment}/kustomization.yaml`] = `namespace: shop-${environment}
resources:
  - ../base
${environment === 'prod' ? '  - ingress.yaml\n' : ''}components:
${components.map((each) => `  - ../../../shared/${each}\n`).join('')}configMapGenerator:
  - name: ${name}
    behavior: merge
    literals: [MODE=${environment}]
${environment === 'staging' ? 'patches: [{path: memory.yaml}]\n' : ''}`
      if (environment === 'prod') files[`${folder}/prod/ingress.yaml`] = ingress(name, `${name}.shop.example`)
      if (environment === 'staging')
        files[`${folder}/staging/memory.yaml`] = `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  template:
    spec:
      containers:
        - name: ${name}
          resources:
            requests: {memory: ${index % 9 === 5 ? '512Mi' : '192Mi'}}
`
    }
  }
  return files
}

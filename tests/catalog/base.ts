/** A kustomization that names these resources. */
export const kustomization = (resources: readonly string[], more = ''): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: ${JSON.stringify(resources)}\n${more}`

/** A Deployment with one container. */
export const deployment = (name: string, container = name, resources = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
        - name: ${container}
          image: ${name}
${resources}`

/** The smallest base: one service and a namespace. */
export const SMALLEST = {
  'base/platform/kustomization.yaml': kustomization(['namespace.yaml']),
  'base/platform/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: todo\n',
  'base/services/web/kustomization.yaml': kustomization(['deployment.yaml']),
  'base/services/web/deployment.yaml': deployment('web'),
}

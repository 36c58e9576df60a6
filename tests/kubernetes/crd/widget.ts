/** A CustomResourceDefinition of one version, whose spec has some properties. */
export const widgetOf = (
  properties: Readonly<Record<string, object>>,
  root: Readonly<Record<string, unknown>> = {},
) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' } as Record<string, unknown>,
  spec: {
    group: 'example.com',
    scope: 'Namespaced' as 'Namespaced' | 'Cluster',
    names: { kind: 'Widget', plural: 'widgets' } as Record<string, unknown>,
    versions: [versionOf('v1', properties, root)],
  } as Record<string, unknown>,
})

export const versionOf = (
  name: string,
  properties: Readonly<Record<string, object>>,
  root: Readonly<Record<string, unknown>> = {},
) => ({
  name,
  served: true,
  storage: true,
  schema: {
    openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } }, ...root },
  },
})

export const widget = (spec: object, apiVersion = 'example.com/v1') => ({
  apiVersion,
  kind: 'Widget',
  metadata: { name: 'x' },
  spec,
})

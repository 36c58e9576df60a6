/** A published Go module: the Go proxy serves it, and its checksum is in Go's public log. */
export interface Module {
  readonly path: string
  readonly version: string
  /** What `go mod download -json` says as `Sum`: a SHA-256 over every file of the module. */
  readonly sum: string
  readonly licence: string
}

/** Holds Kubernetes' API descriptions. Its version and sum are in `sources` of each file of schemas. */
export const KUBERNETES = { path: 'k8s.io/kubernetes', licence: 'Apache-2.0' }

/**
 * Kinds that operators bring, as the files of their CustomResourceDefinitions. For another kind add its file here; for
 * another release change version and sum.
 */
export const CUSTOM: readonly { readonly module: Module; readonly files: readonly string[] }[] = [
  {
    module: {
      path: 'github.com/argoproj/argo-cd/v3',
      version: 'v3.5.7',
      sum: 'h1:Xm1BF+I5OgDKUG3SDK49vn2/Y5AMyaNVko+/JT08gj0=',
      licence: 'Apache-2.0',
    },
    files: ['manifests/crds/application-crd.yaml', 'manifests/crds/appproject-crd.yaml'],
  },
  {
    module: {
      path: 'github.com/external-secrets/external-secrets',
      version: 'v1.3.2',
      sum: 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
      licence: 'Apache-2.0',
    },
    files: ['config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  },
  {
    module: {
      path: 'github.com/prometheus-operator/prometheus-operator',
      version: 'v0.85.0',
      sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
      licence: 'Apache-2.0',
    },
    files: [
      'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
    ],
  },
  {
    module: {
      path: 'sigs.k8s.io/gateway-api',
      version: 'v1.6.3',
      sum: 'h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=',
      licence: 'Apache-2.0',
    },
    files: ['config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
  },
]

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

/** The kinds that the tool itself writes. Those of the operators that a system uses are in its base/crds. */
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
]

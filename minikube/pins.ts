// What the cluster is, in one place. A test holds docs/quickstart.md against it.

export const CPUS = 4
export const MEMORY_GB = 8
export const DISK_GB = 20

/** What the requests of all pods, Argo CD's and Kubernetes' own come to. */
export const LEAST_MEMORY_GB = 6

/** Free space that images, volumes and Kubernetes itself take. */
export const FREE_DISK_GB = 10

/** Minikube's own network takes network policies and enforces none. */
export const CNI = 'calico'

export const ADDONS = ['ingress', 'metrics-server']

/** The oldest versions that do. */
export const MINIMUM = {
  /** Starts Kubernetes 1.36: https://github.com/kubernetes/minikube/issues/23066 */
  minikube: '1.38.1',
  /** `git merge-tree --write-tree` */
  git: '2.38',
  /** Builds with BuildKit by default, which the Dockerfiles' `RUN --mount` needs. */
  docker: '23.0',
  /** One minor below the API server's: https://kubernetes.io/releases/version-skew-policy/#kubectl */
  kubectl: '1.35',
}

export const argocdManifest = (version: string): string =>
  `https://raw.githubusercontent.com/argoproj/argo-cd/v${version}/manifests/install.yaml`

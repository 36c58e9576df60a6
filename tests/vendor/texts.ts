import { sha256 } from './chart-server.ts'

/** A source.yaml for the chart. `values` is YAML of one line. */
export const sourceText = (
  url: string,
  archive: Buffer | string,
  { version = '1.0.0', values = '{existingSecret: cache}', more = '' } = {},
): string => `# Why we have it.
chart:
  repository: ${url}
  name: cache
  version: ${version} # see the changelog
  digest: ${typeof archive === 'string' ? archive : sha256(archive)}
values: ${values}
${more}`

/** A component that brings the vendored chart, patched: files by their path. */
export const componentTexts: Readonly<Record<string, string>> = {
  'base/components/cache/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources:
  - chart
`,
  'base/components/cache/chart/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../../vendor/cache
labels:
  - pairs:
      app.kubernetes.io/part-of: todo
    includeTemplates: true
patches:
  - path: migrate.yaml
  - path: disruption-budget.yaml
`,
  'base/components/cache/chart/migrate.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: cache-migrate
  annotations:
    argocd.argoproj.io/hook: Sync
    argocd.argoproj.io/sync-wave: "1"
`,
  'base/components/cache/chart/disruption-budget.yaml': `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: cache
spec:
  unhealthyPodEvictionPolicy: AlwaysAllow
`,
}

import { basename } from 'node:path'
import type { Finding, Read, Subject } from './checker.ts'

// How the output of checkers of manifests is read. The types name only what is used of it.

const resource = ({ name }: Subject, kind: string, object: string): string => `${name}/${kind}/${object}`

interface KubeconformOutput {
  readonly resources:
    | readonly { filename: string; kind: string; name: string; status: string; msg: string }[]
    | null
  readonly summary: { readonly valid: number; readonly skipped: number }
}

export const kubeconform: Read = (output, subject) => {
  const { resources, summary } = JSON.parse(output) as KubeconformOutput
  const findings: Finding[] = (resources ?? []).map(({ filename, kind, name, status, msg }) => ({
    rule: status,
    place: `${basename(filename, '.yaml')}/${kind}/${name}`,
    message: msg,
  }))
  if (summary.skipped > 0 || summary.valid + findings.length === 0)
    findings.push({
      rule: 'unchecked',
      place: subject.name,
      message: 'kubeconform has not looked at everything.',
    })
  return findings
}

interface KubeScoreObject {
  readonly type_meta: { readonly kind: string }
  readonly object_meta: { readonly name: string }
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string }
    readonly grade: number
    readonly skipped: boolean
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null
  }[]
}

/** https://github.com/zegl/kube-score/blob/master/scorecard/scorecard.go: 1 is critical, 5 a warning. */
const CRITICAL = 1
const WARNING = 5

/** Warnings count in production only: elsewhere a single replica or a NodePort is meant. */
export const kubeScore: Read = (output, subject) => {
  const worst = subject.name === 'production' ? WARNING : CRITICAL
  return (JSON.parse(output) as KubeScoreObject[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade <= worst)
      .map(({ check, comments }) => ({
        rule: check.id,
        place: resource(subject, type_meta.kind, object_meta.name),
        message:
          comments?.map(({ path, summary }) => [path, summary].filter(Boolean).join(': ')).join('; ') ||
          check.name,
      })),
  )
}

interface KubeLinterOutput {
  readonly Reports:
    | readonly {
        readonly Check: string
        readonly Diagnostic: { readonly Message: string }
        readonly Object: {
          readonly K8sObject: { readonly Name: string; readonly GroupVersionKind: { readonly Kind: string } }
        }
      }[]
    | null
}

export const kubeLinter: Read = (output, subject) =>
  ((JSON.parse(output) as KubeLinterOutput).Reports ?? []).map(
    ({ Check, Diagnostic, Object: { K8sObject } }) => ({
      rule: Check,
      place: resource(subject, K8sObject.GroupVersionKind.Kind, K8sObject.Name),
      message: Diagnostic.Message,
    }),
  )

interface TrivyOutput {
  readonly Results?: readonly {
    readonly Target: string
    readonly Misconfigurations?: readonly {
      readonly ID: string
      readonly Title: string
      readonly Message: string
      readonly Status: string
      readonly CauseMetadata?: { readonly StartLine?: number; readonly Resource?: string }
    }[]
  }[]
}

export const trivy: Read = (output) =>
  ((JSON.parse(output) as TrivyOutput).Results ?? []).flatMap(({ Target, Misconfigurations }) =>
    (Misconfigurations ?? [])
      .filter(({ Status }) => Status === 'FAIL')
      .map(({ ID, Message, CauseMetadata }) => ({
        rule: ID,
        place: `${Target}:${CauseMetadata?.StartLine ?? 1}`,
        message: Message,
      })),
  )

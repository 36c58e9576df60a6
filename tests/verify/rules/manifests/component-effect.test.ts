import { componentEffect } from '../../../../render/verify/rules/manifests/component-effect.ts'
import { targetedPatches } from '../../../../render/verify/targeted-patches.ts'
import { type Draft, same, testRule } from '../../rule-cases.ts'

const FILE = 'base/components/spread/kustomization.yaml'

/** The component spread with one patch more, as people write it. */
const patched =
  (patch: string, target = '') =>
  (draft: Draft) => {
    const text = `patches:\n  - patch: |\n${patch.replace(/^/gm, '      ')}\n${target && `    target: ${target}\n`}`
    Object.assign(draft.fleet, { patches: targetedPatches(new Map([[FILE, text]])) })
  }
const left = (where: string) =>
  [
    [
      FILE,
      'patches.0',
      `This patch of component "spread" has no effect on ${where}: later patches override it.`,
    ],
  ] as const

const host = (name: string) => `- op: add\n  path: /spec/rules/-\n  value:\n    host: ${name}`
const setting = (key: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: backend\ndata:\n  ${key}: ${value}`

testRule(componentEffect, {
  catches: [
    [
      "a host more, where the environment's own list replaces that of base",
      'staging',
      patched(host('www.todo.example.com'), '{kind: Ingress}'),
      left('Ingress/frontend'),
    ],
    [
      'a setting that the environment says too',
      'staging',
      patched(setting('LOG_LEVEL', 'error')),
      left('ConfigMap/backend'),
    ],
    [
      'a value that nothing has',
      'staging',
      patched(
        '- {op: replace, path: /spec/template/spec/priorityClassName, value: a}',
        '{name: back.*, kind: Deployment}',
      ),
      left('Deployment/backend'),
    ],
  ],
  passes: [
    ['production as it is', 'production', same],
    ['staging as it is', 'staging', same],
    ['Minikube as it is', 'minikube', same],
    ['a host that is there', 'staging', patched(host('staging.todo.example.com'), '{kind: Ingress}')],
    ['a setting that is left', 'staging', patched(setting('LOG_LEVEL', 'debug'))],
    [
      'one of two that is left',
      'staging',
      patched(`${setting('LOG_LEVEL', 'error')}\n  DRAIN_SECONDS: "15"`),
    ],
    ['what takes something away', 'staging', patched('- {op: remove, path: /spec/a}', '{kind: Deployment}')],
    ['what takes a key away', 'staging', patched(`${setting('LOG_LEVEL', 'null')}`)],
    ['what this environment does not have', 'staging', patched('spec: {a: 1}', '{kind: StatefulSet}')],
    ['a component that is off', 'minikube', patched(setting('LOG_LEVEL', 'error'))],
  ],
})

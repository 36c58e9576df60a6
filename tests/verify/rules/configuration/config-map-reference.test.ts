import { expect } from 'vitest'
import { configMapReference } from '../../../../render/verify/rules/configuration/config-map-reference.ts'
import { CONTAINER, drop, POD, same, set, testRule } from '../../rule-cases.ts'

const NAME = `${CONTAINER}.envFrom.0.configMapRef.name`
const KEY = `${CONTAINER}.env.0.valueFrom.configMapKeyRef.key`
const volume = (configMap: unknown) => ({ name: 'more', ...(configMap as object) })

testRule(configMapReference, {
  catches: [
    [
      'a misspelt ConfigMap of envFrom',
      'production',
      (draft) => set(draft, 'Deployment/backend', NAME, 'bakend'),
      [['Deployment/backend', NAME, 'ConfigMap "bakend" not found. Did you mean "backend"?']],
    ],
    [
      'a key that is not there, of a Job',
      'production',
      (draft) => set(draft, 'Job/migration', KEY, 'LOG_LEVLE'),
      [['Job/migration', KEY, 'The ConfigMap "backend" has no key "LOG_LEVLE". Did you mean "LOG_LEVEL"?']],
    ],
    [
      'a ConfigMap that is gone',
      'production',
      (draft) => drop(draft, 'ConfigMap/frontend'),
      [
        [
          'Deployment/frontend',
          NAME,
          expect.stringMatching(
            /^ConfigMap "frontend-[a-z0-9]{10}" not found. Known: ai-agent, backend, dashboards, mcp-server\.$/,
          ),
        ],
      ],
    ],
    [
      'a volume and a projected volume',
      'production',
      (draft) => {
        set(draft, 'Deployment/backend', `${POD}.volumes.0`, volume({ configMap: { name: 'rules' } }))
        set(
          draft,
          'Deployment/frontend',
          `${POD}.volumes.0`,
          volume({ projected: { sources: [{ configMap: { name: 'rules' } }] } }),
        )
      },
      [
        [
          'Deployment/backend',
          `${POD}.volumes.0.configMap.name`,
          'ConfigMap "rules" not found. Known: ai-agent, backend, dashboards, frontend, mcp-server.',
        ],
        [
          'Deployment/frontend',
          `${POD}.volumes.0.projected.sources.0.configMap.name`,
          'ConfigMap "rules" not found. Known: ai-agent, backend, dashboards, frontend, mcp-server.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'one that is optional',
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${CONTAINER}.envFrom.0.configMapRef`, {
          name: 'bakend',
          optional: true,
        }),
    ],
    [
      'the certificates of the cluster',
      'production',
      (draft) =>
        set(
          draft,
          'Deployment/backend',
          `${POD}.volumes.0`,
          volume({ configMap: { name: 'kube-root-ca.crt' } }),
        ),
    ],
  ],
})

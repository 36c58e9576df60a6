import { containersOf, podTemplates } from '../../kubernetes/pods.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** A key of a Secret that a pod doesn't start without; the whole Secret where no key is named. */
interface Need {
  readonly secret: string
  readonly key: string
  readonly workload: string
}

/**
 * A pod that names a key which isn't there doesn't start.
 * https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-environment-variables
 */
export const secrets: RiskRule = ({ name, before, after }) => {
  const known = new Set(needsOf(before?.resources ?? []).map(idOf))
  const fresh = needsOf(after?.resources ?? []).filter((need) => !known.has(idOf(need)))
  const fromVault = vaultSecrets(after?.resources ?? [])
  return [...Map.groupBy(fresh, idOf).values()].flatMap(([first, ...others]): Risk[] => {
    if (!first) return []
    const { secret, key } = first
    const what = key === '' ? `Secret ${secret}` : `key ${key} in Secret ${secret}`
    const workloads = [...new Set([first, ...others].map(({ workload }) => workload))].join(', ')
    return [
      {
        id: 'secret-needed',
        severity: 'medium',
        message: `${workloads} needs ${what}, and does not start without.`,
        steps: [
          fromVault.has(secret)
            ? `Before the merge, add it in the vault that ExternalSecret ${secret} reads.`
            : `Before the merge, add it to the environment's secrets.env and run \`npm run secrets ${name}\`.`,
        ],
      },
    ]
  })
}

/** The Secrets that pods need and that no operator makes, by name. */
export function neededSecrets(resources: readonly Resource[]): string[] {
  const fromVault = vaultSecrets(resources)
  return [...new Set(needsOf(resources).map(({ secret }) => secret))]
    .filter((name) => !fromVault.has(name))
    .sort()
}

const idOf = ({ secret, key }: Need): string => `${secret}/${key}`

const vaultSecrets = (resources: readonly Resource[]): Set<string> =>
  new Set(
    resources
      .filter(({ kind }) => kind === 'ExternalSecret')
      .map((each) => String(at(each, 'spec', 'target', 'name') ?? each.metadata.name)),
  )

const needsOf = (resources: readonly Resource[]): Need[] => {
  // A Secret that the manifests bring needs no step by hand.
  const own = new Set(resources.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name))
  return podTemplates(resources).flatMap((template) => {
    const workload = `${template.resource.kind}/${template.resource.metadata.name}`
    const references = [
      ...containersOf(template).flatMap(({ value }) => [
        ...items(at(value, 'env')).map((each) => at(each, 'valueFrom', 'secretKeyRef')),
        ...items(at(value, 'envFrom')).map((each) => at(each, 'secretRef')),
      ]),
      ...items(at(template.spec, 'volumes')).map((each) => at(each, 'secret')),
    ]
    return references.flatMap((each): Need[] => {
      const secret = at(each, 'name') ?? at(each, 'secretName')
      if (typeof secret !== 'string' || at(each, 'optional') === true || own.has(secret)) return []
      return [{ secret, key: String(at(each, 'key') ?? ''), workload }]
    })
  })
}

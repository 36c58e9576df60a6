import { dnsLabel, registryPath, repositoryUrl, systemName } from '../component/syntax.ts'
import type { NewCluster, NewSystem } from '../scaffold/system.ts'

/** What `init` was asked for, as typed. */
export interface InitOptions {
  readonly system?: string
  readonly repository?: string
  readonly registry?: string
  readonly cluster?: readonly string[]
  readonly service?: string
}

/** What is asked for at a terminal where an option is missing. */
export const QUESTIONS: Readonly<Record<'system' | 'repository' | 'registry' | 'cluster', string>> = {
  system: 'System, the prefix of names in the cluster (for example shop)',
  repository: 'This repository, as Argo CD clones it (for example https://github.com/acme/shop-gitops.git)',
  registry: 'Registry of your images (for example ghcr.io/acme)',
  cluster: "Clusters, NAME=KUBERNETES; append ,local to a cluster on a developer's machine",
}

const CLUSTER = /^([^=,]+)(?:=([^,]+))?(,local)?$/

/**
 * Reads the options of `init`.
 *
 * @param supported the minors of Kubernetes that there are schemas for, the newest last.
 * @returns the new system, or everything that is wrong with what was typed.
 */
export function readInit(
  { system = '', repository = '', registry = '', cluster = [], service = 'web' }: InitOptions,
  argocd: NewSystem['argocd'],
  supported: readonly string[],
): NewSystem | { readonly errors: readonly string[] } {
  const errors: string[] = []
  const expect = (option: string, value: string, { pattern, description }: typeof systemName): void => {
    if (!new RegExp(pattern ?? '').test(value)) errors.push(`--${option}: must be ${description}.`)
  }
  expect('system', system, systemName)
  expect('repository', repository, repositoryUrl)
  expect('registry', registry, registryPath)
  expect('service', service, dnsLabel)
  if (cluster.length === 0) errors.push(`--cluster: name one, for example cloud=${supported.at(-1)}.`)
  const clusters = cluster.flatMap((typed): NewCluster[] => {
    const [, name = '', kubernetes = supported.at(-1) ?? '', local] = CLUSTER.exec(typed) ?? []
    if (!new RegExp(dnsLabel.pattern ?? '').test(name) || !supported.includes(kubernetes))
      errors.push(
        `--cluster ${typed}: must be NAME=KUBERNETES or NAME=KUBERNETES,local, with Kubernetes ${supported.join(', ')}.`,
      )
    return [{ name, kubernetes, local: local !== undefined }]
  })
  for (const { name } of clusters.filter(
    (each, index) => clusters.findIndex((one) => one.name === each.name) < index,
  ))
    errors.push(`--cluster: names "${name}" twice.`)
  return errors.length > 0 ? { errors } : { system, repository, registry, clusters, service, argocd }
}

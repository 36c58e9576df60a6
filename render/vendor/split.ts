import { toYaml } from '../emit/yaml.ts'
import type { Resource } from '../kubernetes/resource.ts'
import { toText } from './manifests.ts'
import { sourceFile, VENDOR_FOLDER, valuesFile } from './source.ts'

const HEADER = '# Written by `npm run vendor` from '

/** What every vendored file begins with. */
export const headerOf = (name: string): string => `${HEADER}${sourceFile(name)}: generated, do not edit.\n`

/** The name of the source that a file was written for; nothing for a file of someone else. */
export const vendoredFrom = (text: string): string | undefined =>
  text.startsWith(HEADER)
    ? /^([-a-z0-9]+)\/source\.yaml: /.exec(text.slice(`${HEADER}${VENDOR_FOLDER}/`.length))?.[1]
    : undefined

/** What is written for a source. */
export interface Content {
  readonly resources: readonly Resource[]
  readonly crds: readonly Resource[]
  /** The default values of the chart, as its author wrote them. */
  readonly values?: string
}

/**
 * The files of a source by their path: one for each resource, the kustomization that names them, the chart's default
 * values to read, and one in base/crds for each CustomResourceDefinition.
 */
export function filesOf(name: string, { resources, crds, values }: Content): Map<string, string> {
  const header = headerOf(name)
  const files = new Map<string, string>()
  const names: string[] = []
  for (const resource of [...resources].sort(byName)) {
    const file = freeName(`${dashed(resource.kind)}-${resource.metadata.name}`, names)
    names.push(file)
    files.set(`${VENDOR_FOLDER}/${name}/${file}`, header + toText(resource))
  }
  if (names.length > 0)
    files.set(
      `${VENDOR_FOLDER}/${name}/kustomization.yaml`,
      header +
        toYaml({
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          resources: names,
        }),
    )
  if (values !== undefined)
    files.set(valuesFile(name), `${header}# The default values of the chart, to read.\n${values}`)
  for (const crd of crds) files.set(`base/crds/${plain(crd.metadata.name)}.yaml`, header + toText(crd))
  return files
}

const byName = (a: Resource, b: Resource): number => {
  const [one, other] = [a, b].map(({ kind, metadata }) => `${kind}/${metadata.name}`) as [string, string]
  return one < other ? -1 : one > other ? 1 : 0
}

/** `StatefulSet` becomes `stateful-set`, as the files of base are named. */
const dashed = (kind: string): string => kind.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()

/** Kustomize takes other characters for an address, and some disks ignore case. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-')
    .slice(0, 150)

function freeName(wanted: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const name = `${plain(wanted)}${count === 1 ? '' : `-${count}`}.yaml`
    if (!taken.includes(name) && name !== 'source.yaml' && name !== 'kustomization.yaml') return name
  }
}

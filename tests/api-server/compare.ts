import type { Resource } from '../../render/kubernetes/resource.ts'
import type { ApiServer } from './server.ts'

/** One manifest, and what both say to it; nothing if they take it. */
export interface Comparison {
  readonly what: string
  readonly ours: string | undefined
  readonly server: string | undefined
}

/** Applies manifests server-side with strict field validation, as Argo CD does, without keeping them. */
export interface Client {
  /** @returns what the server has against a manifest. */
  readonly dryRun: (manifest: Resource) => Promise<string | undefined>
  /** The same, and what it has against creating it: it applies a map without fields to a custom kind, and empties it. */
  readonly dryRunBoth: (manifest: Resource) => Promise<string | undefined>
  /** Creates what others need to be there, such as a Namespace. @throws if the server refuses it. */
  readonly create: (manifest: object) => Promise<void>
}

interface Served {
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
}

export function clientOf({ ask }: ApiServer): Client {
  const served = new Map<string, readonly Served[]>()
  /** @returns the path of an object; nothing if the server doesn't know its kind. */
  async function pathOf({ apiVersion, kind, metadata }: Resource): Promise<string | undefined> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
    const resources =
      served.get(root) ?? (((await ask('GET', root)).body['resources'] ?? []) as readonly Served[])
    // A definition takes a moment until its kind is served.
    if (resources.length > 0) served.set(root, resources)
    const found = resources.find((each) => each.kind === kind && !each.name.includes('/'))
    if (!found) return undefined
    const scope = found.namespaced ? `/namespaces/${metadata?.namespace ?? 'default'}` : ''
    return `${root}${scope}/${found.name}/${encodeURIComponent(metadata?.name ?? '')}`
  }
  const apply = async (manifest: Resource, query: string): Promise<string | undefined> => {
    const path = await pathOf(manifest)
    if (path === undefined) return `no such kind: ${manifest.kind} of ${manifest.apiVersion}`
    const options = `fieldManager=test&fieldValidation=Strict&force=true${query}`
    const { ok, message } = await ask('PATCH', `${path}?${options}`, manifest, 'application/apply-patch+yaml')
    return ok ? undefined : message
  }
  const dryRun = (manifest: Resource) => apply(manifest, '&dryRun=All')
  return {
    dryRun,
    dryRunBoth: async (manifest) => {
      const refusal = await dryRun(manifest)
      const path = await pathOf(manifest)
      if (refusal !== undefined || path === undefined) return refusal
      const collection = path.slice(0, path.lastIndexOf('/'))
      const { ok, message } = await ask('POST', `${collection}?dryRun=All&fieldValidation=Strict`, manifest)
      return ok ? undefined : message
    },
    create: async (manifest) => {
      const refusal = await apply(manifest as Resource, '')
      if (refusal !== undefined) throw new Error(`The server refuses what the test needs: ${refusal}`)
    },
  }
}

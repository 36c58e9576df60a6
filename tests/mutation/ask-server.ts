// `node tests/mutation/ask-server.ts URL`: tells what a real API server says to each mutation of the sample. URL is
// that of `kubectl proxy` before a server that has the namespaces of the environments and the definitions of the
// operators' kinds. One line each: what the server says (refused; same, if it keeps what it keeps without the mistake;
// or taken), what we say (caught, missed, harmless), and which one it is. Nothing is written to the cluster.

import { isDeepStrictEqual } from 'node:util'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { mutated } from './mutation.ts'
import { isCaught, lineOf, tried } from './report.ts'
import { laboratories } from './repository.ts'
import { sampleOf } from './sample.ts'

const [, , url = 'http://127.0.0.1:8001', seed = '1'] = process.argv

const plurals = new Map<string, { plural: string; namespaced: boolean }>()

async function placeOf({ apiVersion, kind, metadata }: Resource): Promise<string | undefined> {
  const root = String(apiVersion).includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`
  const key = `${apiVersion}/${kind}`
  if (!plurals.has(key)) {
    const response = await fetch(`${url}/${root}`)
    const { resources = [] } = response.ok
      ? ((await response.json()) as { resources?: { name: string; kind: string; namespaced: boolean }[] })
      : {}
    const found = resources.find((each) => each.kind === kind && !each.name.includes('/'))
    if (found) plurals.set(key, { plural: found.name, namespaced: found.namespaced })
  }
  const known = plurals.get(key)
  if (!known) return undefined
  const scope = known.namespaced ? `namespaces/${metadata?.namespace ?? 'default'}/` : ''
  return `${url}/${root}/${scope}${known.plural}/${encodeURIComponent(String(metadata?.name))}`
}

/** What the server would keep, or the reason for which it wouldn't. */
async function ask(resource: Resource): Promise<{ kept?: unknown; refusal?: string }> {
  if (typeof resource.metadata?.name !== 'string') return { refusal: 'no name' }
  const place = await placeOf(resource)
  if (place === undefined) return { refusal: 'no such kind' }
  const response = await fetch(
    `${place}?dryRun=All&fieldManager=mutation&fieldValidation=Strict&force=true`,
    {
      method: 'PATCH',
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: JSON.stringify(resource),
    },
  )
  const text = await response.text()
  if (!response.ok) return { refusal: text.replaceAll(/\s+/g, ' ').slice(0, 400) }
  const answer = JSON.parse(text) as Resource
  const { name, namespace, labels, annotations, finalizers } = answer.metadata as Resource['metadata'] & {
    finalizers?: unknown
  }
  return {
    kept: { ...answer, metadata: { name, namespace, labels, annotations, finalizers }, status: undefined },
  }
}

/** What has come to be known of each resource without a mistake. */
const known = new Map<Resource, unknown>()

for (const { laboratory, mutation } of sampleOf(await laboratories(), seed)) {
  const { site, edit } = mutation
  const list = mutated(laboratory.subject, mutation)[site.list]
  const after = edit.added ? edit.added[0] : list[site.index]
  // A resource that isn't there is nothing to ask about.
  if (!after || list.length < laboratory.subject[site.list].length) continue
  if (!known.has(site.resource)) {
    const { kept, refusal } = await ask(site.resource)
    if (refusal !== undefined)
      throw new Error(`The server refuses ${lineOf(mutation)} even without the mistake: ${refusal}`)
    known.set(site.resource, kept)
  }
  const { kept, refusal } = await ask(after)
  const same = isDeepStrictEqual(kept, known.get(site.resource))
  const answer = refusal !== undefined ? 'refused' : same ? 'same' : 'taken'
  const [trial] = tried([{ laboratory, mutation }])
  const ours = trial?.harmless ? 'harmless' : trial && isCaught(trial) ? 'caught' : 'missed'
  process.stdout.write(`${answer}\t${ours}\t${lineOf(mutation)}\t${refusal ?? ''}\n`)
}

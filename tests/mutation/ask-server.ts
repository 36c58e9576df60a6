// `node tests/mutation/ask-server.ts URL`: tells what a real API server says to each mutation of the sample. URL is
// that of `kubectl proxy` before a server that has the namespaces of the environments and the definitions of the
// operators' kinds. One line each: refused, same (what the server keeps is as without the mistake), or taken.

import { isDeepStrictEqual } from 'node:util'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { mutated } from './mutation.ts'
import { lineOf } from './report.ts'
import { sampleOf } from './sample.ts'
import { laboratoryOf } from './trial.ts'

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
  const answer = (await response.json()) as Resource & { message?: string }
  if (!response.ok) return { refusal: (answer.message ?? '').slice(0, 200) }
  const { name, namespace, labels, annotations, finalizers } = answer.metadata as Resource['metadata'] & {
    finalizers?: unknown
  }
  return {
    kept: { ...answer, metadata: { name, namespace, labels, annotations, finalizers }, status: undefined },
  }
}

const laboratories = await Promise.all(
  ['minikube', 'staging', 'production'].map((each) => laboratoryOf(each)),
)
const known = new Map<Resource, unknown>()
for (const { laboratory, mutation } of sampleOf(laboratories, seed)) {
  const { site, edit } = mutation
  const list = mutated(laboratory.subject, mutation)[site.list]
  const after = edit.added ? edit.added[0] : list[site.index]
  const dropped = !edit.added && list.length < laboratory.subject[site.list].length
  if (dropped || !after) continue
  if (!known.has(site.resource)) known.set(site.resource, (await ask(site.resource)).kept)
  const { kept, refusal } = await ask(after)
  const verdict =
    refusal !== undefined ? 'refused' : isDeepStrictEqual(kept, known.get(site.resource)) ? 'same' : 'taken'
  process.stdout.write(`${verdict}\t${lineOf(mutation)}\t${refusal ?? ''}\n`)
}

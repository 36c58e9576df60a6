import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { kustomizeBuild } from '../../support/kustomize.ts'
import { ROOT } from '../../support/repository.ts'

// What each program reads from its environment, held against what its manifests give it: none missing, none unused.

/** Where each program declares its variables; a container of this name runs it. */
const PROGRAMS = [
  { container: 'ai-agent', file: 'ai-agent/src/settings.ts', name: 'SETTINGS' },
  { container: 'backend', file: 'backend/src/settings.ts', name: 'SETTINGS' },
  { container: 'frontend', file: 'frontend/server/settings.ts', name: 'SETTINGS' },
  { container: 'mcp-server', file: 'mcp-server/src/settings.ts', name: 'SETTINGS' },
  { container: 'migration', file: 'backend/src/settings.ts', name: 'MIGRATION_SETTINGS' },
]

interface Container {
  readonly name: string
  readonly env?: readonly { readonly name: string }[]
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[]
}

// biome-ignore lint/suspicious/noExplicitAny: manifests are looked into, not modelled
type Manifest = any

describe.each(readdirSync(join(ROOT, 'overlays')))('%s', (environment) => {
  test.each(PROGRAMS)('$container gets exactly what it reads', async ({ container, file, name }) => {
    const { manifests } = await kustomizeBuild(join(ROOT, 'overlays', environment))
    const objects: Manifest[] = parseAllDocuments(manifests).map((document) => document.toJS())
    const module = await import(pathToFileURL(join(ROOT, 'docker', file)).href)
    expect(given(objects, container)).toEqual(Object.keys(module[name]).sort())
  })

  test('the frontend trusts the proxy that an Ingress or Gateway is, and no other', async () => {
    const { manifests } = await kustomizeBuild(join(ROOT, 'overlays', environment))
    const objects: Manifest[] = parseAllDocuments(manifests).map((document) => document.toJS())
    const proxies = objects.some(({ kind }) => kind === 'Ingress' || kind === 'HTTPRoute') ? '1' : '0'
    const settings = objects.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('frontend-'),
    )
    expect(settings.data.TRUSTED_PROXIES).toBe(proxies)
  })

  test('backend and MCP server limit tasks alike', async () => {
    const { manifests } = await kustomizeBuild(join(ROOT, 'overlays', environment))
    const objects: Manifest[] = parseAllDocuments(manifests).map((document) => document.toJS())
    const limits = objects
      .filter(({ kind, data }) => kind === 'ConfigMap' && data.TASKS_PER_USER !== undefined)
      .map(({ data }) => data.TASKS_PER_USER)
    expect(limits).toHaveLength(2)
    expect(new Set(limits).size).toBe(1)
  })

  test('the smoke test gets the address of the frontend and nothing else', async () => {
    const { manifests } = await kustomizeBuild(join(ROOT, 'overlays', environment))
    const objects: Manifest[] = parseAllDocuments(manifests).map((document) => document.toJS())
    expect(given(objects, 'smoke-test')).toEqual(['FRONTEND_URL'])
  })
})

/** The variables that the manifests give to the container of a name, in alphabetical order. */
function given(objects: readonly Manifest[], name: string): string[] {
  const containers: Container[] = objects.flatMap(({ spec }) => spec?.template?.spec?.containers ?? [])
  const container = containers.find((each) => each.name === name)
  const settings = (container?.envFrom ?? []).flatMap(({ configMapRef }) =>
    Object.keys(
      objects.find((each) => each.kind === 'ConfigMap' && each.metadata.name === configMapRef.name).data,
    ),
  )
  return [...settings, ...(container?.env ?? []).map((variable) => variable.name)].sort()
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Kubectl = (...args: string[]) => Promise<string>

/**
 * Applies manifests that are no file of the repository, among them a Deployment.
 *
 * @returns once the Deployment is ready.
 */
export async function install(
  kubectl: Kubectl,
  manifests: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-install-'))
  const file = join(folder, 'manifests')
  writeFileSync(file, manifests)
  try {
    await kubectl('apply', '--filename', file)
  } finally {
    rmSync(folder, { recursive: true })
  }
  await kubectl('--namespace', namespace, 'rollout', 'status', `deployment/${name}`, '--timeout=120s')
}

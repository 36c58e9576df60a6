import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { run } from '../../programs/program.ts'
import { KUBECONFIG } from '../local/control-plane.ts'
import type { Context, OtherCluster } from '../scenarios/scenario.ts'

/** The kubeconfig of a user who works with both clusters. */
export const bothKubeconfigs = ({ kubeconfig }: OtherCluster): string =>
  [KUBECONFIG, kubeconfig].join(delimiter)

/** Registers a cluster with Argo CD by the manifest and the commands of docs/runbook.md. */
export async function registerCluster(
  { cluster: hub, repository }: Context,
  other: OtherCluster,
): Promise<void> {
  const { cluster, folder, server } = other
  const { manifest, commands } = registration(
    readFileSync(join(repository.folder, 'docs/runbook.md'), 'utf8'),
  )
  writeFileSync(join(folder, 'argocd-manager.yaml'), manifest)
  const values: Readonly<Record<string, string>> = { CLUSTER: cluster, HUB: hub, SERVER: server }
  const filled = commands.replaceAll(/CLUSTER|HUB|SERVER/g, (name) => values[name] ?? name)
  const PATH = `${FOLDERS.programs}${delimiter}${process.env['PATH']}`
  const env = { KUBECONFIG: bothKubeconfigs(other), KUBERC: 'off', PATH }
  await run('bash', ['-euo', 'pipefail', '-c', filled], { cwd: folder, env })
}

/** What the runbook shows: a manifest for the other cluster, and commands with placeholders. Pure. */
export function registration(document: string): { readonly manifest: string; readonly commands: string } {
  const [, section = ''] = document.split('\n### Deploy to another cluster from one Argo CD\n')
  const block = (kind: string): string | undefined =>
    new RegExp(`^ *\`\`\`${kind}\\n(.*?)^ *\`\`\`$`, 'ms').exec(section.split('\n### ')[0] ?? '')?.[1]
  const [manifest, commands] = [block('yaml'), block('sh')]
  if (manifest === undefined || commands === undefined)
    throw new Error('docs/runbook.md does not show how to register a cluster.')
  return { manifest: manifest.replaceAll(/^ {3}/gm, ''), commands }
}

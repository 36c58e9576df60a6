import type { MachineFacts } from '../../doctor/machine.ts'
import type { Fleet } from '../../environment/schema.ts'
import { findKubectl } from '../../tools/kubectl.ts'
import { findKustomize } from '../../tools/kustomize.ts'
import { versionOf } from '../../tools/version-of.ts'

/** What is installed here, as far as the commands of this repository need it. */
export async function inspectMachine(root: string, fleet: Fleet | undefined): Promise<MachineFacts> {
  const kubectl = await findKubectl(root)
  return {
    node: process.versions.node,
    git: await versionOf('git', ['--version']),
    kubectl: kubectl && (await versionOf(kubectl, ['version', '--client'])),
    gh: await versionOf('gh', ['--version']),
    buildx: await versionOf('docker', ['buildx', 'version']),
    token: Boolean(process.env['GH_TOKEN']?.trim() || process.env['GITHUB_TOKEN']?.trim()),
    kustomize: await Promise.all(
      [...Map.groupBy(Object.entries(fleet?.clusters ?? {}), ([, { argocd }]) => argocd.kustomize)].map(
        async ([wanted, clusters]) => ({
          wanted,
          clusters: clusters.map(([name]) => name),
          ...(await findKustomize(wanted, root).then(
            ({ version }) => ({ found: version }),
            () => ({}),
          )),
        }),
      ),
    ),
  }
}

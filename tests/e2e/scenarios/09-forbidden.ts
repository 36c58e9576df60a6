import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, until } from '../cluster/api.ts'
import { applicationPath, refresh, settled, state } from '../cluster/applications.ts'
import { resourceTree } from '../cluster/resource-tree.ts'
import { deploy } from './deployed.ts'
import { ownOf, type Scenario } from './scenario.ts'

const ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'e2e-forbidden' },
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
}

export const forbidden: Scenario = {
  number: 9,
  title: 'What the AppProject does not list is refused; the resource tree shows ReplicaSets and Pods',
  needs: ['Argo CD started by this run'],
  notExercised: ["Argo CD's API server and web page: the tree is read where the controller keeps it"],
  async run(context) {
    const { api, application, environment, repository } = context
    await deploy(context)
    const tree = await resourceTree(ownOf(context).redis, application)
    const below = (kind: string, parent: string): number =>
      tree.filter((node) => node.kind === kind && node.parentRefs?.some((each) => each.kind === parent))
        .length
    const [replicaSets, pods] = [below('ReplicaSet', 'Deployment'), below('Pod', 'ReplicaSet')]
    assert(replicaSets >= 4 && pods >= 4, `in the tree: ${replicaSets} ReplicaSets, ${pods} Pods`)
    const overlay = `overlays/${environment}`
    writeFileSync(join(repository.folder, overlay, 'cluster-role.yaml'), JSON.stringify(ROLE))
    repository.edit(`${overlay}/kustomization.yaml`, 'resources:\n', 'resources:\n  - cluster-role.yaml\n')
    await repository.git('add', '--all')
    // By hand: `npm run render` would not write this, and `npm run check` finds it.
    await repository.git('commit', '--quiet', '--message', 'Take every right')
    await repository.push()
    await refresh(api, application)
    await until('a refused sync', 120, async () => {
      const refused = await api.get(applicationPath(application))
      return /not permitted in project/.test(JSON.stringify(refused?.['status'])) || state(refused)
    })
    const made = await api.get('/apis/rbac.authorization.k8s.io/v1/clusterroles/e2e-forbidden')
    assert(made === undefined, 'the ClusterRole was made')
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    await refresh(api, application)
    await settled(api, application, 180)
    return [
      `the resource tree has ${tree.length} nodes: ${replicaSets} ReplicaSets below Deployments, ${pods} Pods below them`,
      'a ClusterRole committed by hand: "not permitted in project", not made; after the revert Synced and Healthy',
    ]
  },
}

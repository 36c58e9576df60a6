import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../../programs/folders.ts'
import { run } from '../../../programs/program.ts'
import { NODE_ADDRESS, POD_RANGE } from '../addresses.ts'

export const CNI_FOLDER = join(FOLDERS.run, 'cni')

/** Every pod has a cable of its own to the node, so that each packet between two is routed, and filtered, by the node. */
export async function createPodNetwork(): Promise<void> {
  for (const args of [
    ['link', 'add', 'name', 'node0', 'type', 'bridge'],
    ['address', 'add', `${NODE_ADDRESS}/24`, 'dev', 'node0'],
    ['link', 'set', 'node0', 'up'],
    ['route', 'add', 'default', 'dev', 'node0'],
  ])
    await run('ip', args)
  mkdirSync(CNI_FOLDER, { recursive: true })
  const ipam = {
    type: 'host-local',
    dataDir: join(FOLDERS.run, 'cni-addresses'),
    ranges: [[{ subnet: POD_RANGE }]],
    routes: [{ dst: '0.0.0.0/0' }],
  }
  const list = { cniVersion: '1.0.0', name: 'pods', plugins: [{ type: 'ptp', ipMasq: false, ipam }] }
  writeFileSync(join(CNI_FOLDER, '10-pods.conflist'), JSON.stringify(list))
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, ToolFailed } from './program.ts'

/** Enough for ten replicas of a service and an environment more, whatever the machine has. */
const CPUS = 8
const FILE = 'pkg/kubelet/cadvisor/util.go'
const WANTED = 'int64(info.NumCores*1000)'

/**
 * An overlay for `go build` in which the kubelet offers at least 8 CPUs, so that requests are scheduled on a machine
 * with two. Pods share what there is.
 *
 * @returns the overlay's file. @throws {ToolFailed} if the kubelet's source is not as expected.
 */
export async function kubeletOverlay(module: string, folder: string): Promise<string> {
  const list = ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', 'k8s.io/kubernetes']
  await run('go', ['mod', 'download', 'k8s.io/kubernetes'], { cwd: module })
  const source = join((await run('go', list, { cwd: module })).trim(), FILE)
  const text = readFileSync(source, 'utf8')
  if (!text.includes(WANTED)) throw new ToolFailed(`${FILE} of this Kubernetes has no ${WANTED}.`)
  const changed = join(folder, 'kubelet-capacity.go.txt')
  writeFileSync(changed, text.replace(WANTED, `int64(max(info.NumCores, ${CPUS})*1000)`))
  const overlay = join(folder, 'kubelet-overlay.json')
  writeFileSync(overlay, JSON.stringify({ Replace: { [source]: changed } }))
  return overlay
}

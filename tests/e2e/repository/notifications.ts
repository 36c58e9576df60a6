import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from '../../programs/folders.ts'
import { run } from '../../programs/program.ts'
import { KUBECONFIG } from '../local/control-plane.ts'
import type { Context } from '../scenarios/scenario.ts'

/** Sets Argo CD's notifications up by the commands of docs/health.md, for a GitHub on loopback, and starts them. */
export async function connectNotifications(
  { applicationController, kubectl, notifications, repository }: Context,
  github: string,
): Promise<void> {
  const [settings, branch] = commandsOf(readFileSync(join(repository.folder, 'docs/health.md'), 'utf8'))
  const key = join(FOLDERS.run, 'app.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 })
  const filled = settings.replace('APP_ID', '1').replace('INSTALLATION_ID', '2').replace('KEY.pem', key)
  const env = { KUBECONFIG, KUBERC: 'off', PATH: `${FOLDERS.programs}:${process.env['PATH']}` }
  const there = await repository.git('ls-remote', 'origin', 'refs/heads/health')
  for (const commands of there ? [filled] : [filled, branch])
    await run('bash', ['-euo', 'pipefail', '-c', commands], { cwd: repository.folder, env })
  // As the document says for GitHub Enterprise Server.
  const cm = ['--namespace', 'argocd', 'get', 'configmap', 'argocd-notifications-cm']
  const service = await kubectl(...cm, '--output=jsonpath={.data.service\\.github}')
  const data = { 'service.github': `${service.trimEnd()}\nenterpriseBaseURL: ${github}/api/v3\n` }
  await kubectl(
    ...['--namespace', 'argocd', 'patch', 'configmap', 'argocd-notifications-cm', '--type=merge'],
    ...['--patch', JSON.stringify({ data })],
  )
  // Its pod would have been restarted, and reads from its environment which health it keeps.
  await applicationController.kill()
  await applicationController.start()
  await notifications.start()
}

/** The two blocks of commands of "Set it up": the cluster's settings, and the branch. */
function commandsOf(document: string): [settings: string, branch: string] {
  const [, section = ''] = document.split('\n## Set it up\n')
  const blocks = [...(section.split('\n## ')[0] as string).matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(
    ([, block = '']) => block.replaceAll(/^ {3}/gm, ''),
  )
  if (blocks.length !== 2) throw new Error(`"Set it up" has ${blocks.length} blocks of commands`)
  return blocks as [string, string]
}

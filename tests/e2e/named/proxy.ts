import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { ToolFailed } from '../../programs/program.ts'

/** The API server on a free port of the loopback, with the kubeconfig's rights. */
export async function startProxy(
  kubectl: string,
  kubeconfig: string,
): Promise<{ readonly url: string; end(): void }> {
  const child = spawn(kubectl, ['--kubeconfig', kubeconfig, 'proxy', '--port=0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const failed = once(child, 'error').then(([error]) => {
    throw new ToolFailed(`kubectl proxy: ${error}`)
  })
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text))
  const ended = once(child, 'exit').then(() => '')
  const text = await Promise.race([line, ended, failed])
  const address = /127\.0\.0\.1:\d+/.exec(text)?.[0]
  if (!address) throw new ToolFailed(`kubectl proxy does not start: ${text}`)
  return { url: `http://${address}`, end: () => child.kill() }
}

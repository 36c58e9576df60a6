import { execa } from 'execa'
import { findKubectl, KUBECTL_ENVIRONMENT, KubectlError } from './kubectl.ts'
import { withoutObjects } from './kubectl-message.ts'

/** A way to a Service of a cluster from this machine. */
export interface Forwarding {
  readonly port: number
  readonly end: () => Promise<void>
}

const PATIENCE = 15_000

/**
 * Starts `kubectl port-forward` to a Service, on a free port of the loopback interface. It ends with this process at the
 * latest.
 *
 * @param target as `service/web`. @throws {KubectlError} with what kubectl said.
 */
export async function portForward(
  root: string,
  context: string,
  namespace: string,
  target: string,
  port: number | string,
): Promise<Forwarding> {
  const command = await findKubectl(root)
  if (!command) throw new KubectlError('kubectl not found; install it, or set $KUBECTL to its path.')
  const child = execa(
    command,
    [
      ...['--context', context, '--namespace', namespace],
      ...['port-forward', '--address=127.0.0.1', target, `:${port}`],
    ],
    { reject: false, env: KUBECTL_ENVIRONMENT, stdin: 'ignore', forceKillAfterDelay: 2000 },
  )
  const end = async (): Promise<void> => {
    child.kill()
    await child
  }
  const announced = new Promise<number | undefined>((resolve) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const local = /Forwarding from 127\.0\.0\.1:([0-9]+)/.exec(text)?.[1]
      if (local) resolve(Number(local))
    })
    void child.then(() => resolve(undefined))
    setTimeout(() => resolve(undefined), PATIENCE).unref()
  })
  const local = await announced
  if (local !== undefined) return { port: local, end }
  await end()
  const { stderr } = await child
  throw new KubectlError(`kubectl: ${withoutObjects(stderr.trim()) || 'port-forward did not begin'}`)
}

import { execa } from 'execa'
import { withoutObjects } from './kubectl-message.ts'
import { providedTool } from './provided-tool.ts'

/** kubectl said no, or there is none. */
export class KubectlError extends Error {
  override readonly name = 'KubectlError'
}

/** kubectl bound to one cluster: it never acts on whatever context happens to be current. */
export interface Kubectl {
  /** @returns stdout. @throws {KubectlError} with what kubectl said. `input` goes to stdin, never into arguments. */
  run(args: readonly string[], input?: string): Promise<string>
}

/**
 * kubectl for a context of the user's kubeconfig: $KUBECTL, the one on the PATH, or the copy of this repository.
 *
 * @throws {KubectlError} if there is no kubectl or no such context.
 */
export async function kubectlFor(context: string, root: string): Promise<Kubectl> {
  const command = await findKubectl(root)
  if (!command) throw new KubectlError('kubectl not found; install it, or set $KUBECTL to its path.')
  const contexts = (await run(command, ['config', 'get-contexts', '--output=name']))
    .split('\n')
    .filter(Boolean)
  if (!contexts.includes(context)) {
    const known = contexts.length > 0 ? `it has ${contexts.join(', ')}` : 'it has none'
    throw new KubectlError(
      `The kubeconfig has no context "${context}" (${known}): name the right one with --context.`,
    )
  }
  return { run: (args, input) => run(command, ['--context', context, ...args], input) }
}

/** The command of kubectl: $KUBECTL, the one on the PATH, or the copy of this repository. */
export const findKubectl = async (root: string): Promise<string | undefined> =>
  process.env['KUBECTL'] ?? ((await works('kubectl')) ? 'kubectl' : providedTool(root, 'kubectl'))

const works = async (command: string): Promise<boolean> =>
  !(await execa(command, ['version', '--client'], { reject: false })).failed

/**
 * Without the user's aliases and default options: one such as `--dry-run` would turn an apply into nothing.
 * https://kubernetes.io/docs/reference/kubectl/kuberc/
 */
export const KUBECTL_ENVIRONMENT = { KUBERC: 'off' }

async function run(command: string, args: readonly string[], input?: string): Promise<string> {
  const result = await execa(command, args, {
    reject: false,
    env: KUBECTL_ENVIRONMENT,
    ...(input !== undefined && { input }),
  })
  if (result.failed)
    throw new KubectlError(`kubectl: ${withoutObjects(result.stderr?.trim() || (result.shortMessage ?? ''))}`)
  return result.stdout
}

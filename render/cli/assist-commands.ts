import type { Command } from 'commander'
import type { AssistOptions } from '../commands/assist.ts'
import type { AuditOptions } from '../commands/audit.ts'
import { run } from './program.ts'

/** The commands around AI assistants: start one and log it, check the logs. */
export function addAssistCommands(program: Command): void {
  program
    .command('assist')
    .description(
      'start an AI assistant that only reads, and log what it was asked: kubectl-ai, kagent, gordon',
    )
    .argument('<assistant>')
    .argument('<arguments...>', 'its arguments, the prompt among them; its options behind --')
    .requiredOption('--environment <name>', 'the environment it is about')
    .requiredOption('--reason <sentence>', 'why; it stands in the log')
    .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
    .option('--approved-by <address>', 'who else agrees, if it may do more than read')
    .action(async (tool: string, args: string[], options: AssistOptions) => {
      const { assist } = await import('../commands/assist.ts')
      return run(program, (root) => assist(root, tool, args, options))
    })

  program
    .command('audit')
    .description('check that nobody changed the logs of what AI assistants were asked')
    .option('--base <ref>', 'what they must begin with; the commit where both parted counts', 'HEAD')
    .action(async (options: AuditOptions) => {
      const { audit } = await import('../commands/audit.ts')
      return run(program, (root) => audit(root, options))
    })
}

import type { Command } from 'commander'
import type { AssistOptions } from '../commands/assist.ts'
import type { AuditOptions } from '../commands/audit.ts'
import { run, withExamples } from './program.ts'

/** The commands around AI assistants: start one and log it, check the logs. */
export function addAssistCommands(program: Command): void {
  withExamples(
    program.command('assist').description('Run an AI assistant that only reads, and log what it was asked.'),
    {
      'Ask about an environment':
        'npm run assist -- --environment staging --reason "Pods restart since noon" kubectl-ai "Why does {service} restart?"',
      'Pass options on to the assistant':
        'npm run assist -- --environment staging --reason "Pods restart since noon" kubectl-ai -- --quiet "Why?"',
    },
  )
    .argument('<assistant>', 'kubectl-ai, kagent or gordon')
    .argument('<arguments...>', 'its arguments, with the prompt; its options after a second --')
    .requiredOption('--environment <name>', 'the environment it is about')
    .requiredOption('--reason <sentence>', 'why, for the log')
    .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
    .option('--approved-by <address>', 'the other person who agrees, if it may do more than read')
    .action(async (tool: string, args: string[], options: AssistOptions) => {
      const { assist } = await import('../commands/assist.ts')
      return run(program, (root) => assist(root, tool, args, options))
    })

  withExamples(
    program.command('audit').description('Verify that the logs of AI assistants were only appended to.'),
    {
      'Since the last commit': 'npm run audit',
      'Since this branch left main': 'npm run audit -- --base origin/main',
    },
  )
    .option('--base <ref>', 'compare with the commit where the work tree parted from this one', 'HEAD')
    .action(async (options: AuditOptions) => {
      const { audit } = await import('../commands/audit.ts')
      return run(program, (root) => audit(root, options))
    })
}

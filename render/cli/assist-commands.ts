import type { Command } from 'commander'
import type { AssistOptions } from '../commands/assist.ts'
import type { AuditOptions } from '../commands/audit.ts'
import { run, withExamples } from './program.ts'

/** The commands around AI assistants: start one and log it, check the logs. */
export function addAssistCommands(program: Command): void {
  withExamples(
    program.command('assist').description('Run an AI assistant with read-only access, and log its prompt.'),
    {
      'Ask about an environment':
        'npm run assist -- --environment staging --reason "Pods restart since noon" kubectl-ai "Why does {service} restart?"',
      'Pass options on to the assistant':
        'npm run assist -- --environment staging --reason "Pods restart since noon" kubectl-ai -- --quiet "Why?"',
    },
  )
    .argument('<assistant>', 'kubectl-ai, kagent or gordon')
    .argument(
      '<arguments...>',
      'arguments of the assistant, prompt included; put its options after a second --',
    )
    .requiredOption('--environment <name>', 'the environment that the prompt is about')
    .requiredOption('--reason <sentence>', 'reason, for the log')
    .option('--context <name>', "context of the kubeconfig (default: the name of the environment's cluster)")
    .option('--approved-by <address>', 'second person who approves, if the access is not read-only')
    .action(async (tool: string, args: string[], options: AssistOptions) => {
      const { assist } = await import('../commands/assist.ts')
      return run(program, (root) => assist(root, tool, args, options))
    })

  withExamples(
    program
      .command('audit')
      .description('Verify that entries were only appended to the logs of AI assistants.'),
    {
      'Since the last commit': 'npm run audit',
      'Since this branch left main': 'npm run audit -- --base origin/main',
    },
  )
    .option('--base <ref>', 'compare with the merge base of the working tree and this ref', 'HEAD')
    .action(async (options: AuditOptions) => {
      const { audit } = await import('../commands/audit.ts')
      return run(program, (root) => audit(root, options))
    })
}

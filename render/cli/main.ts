import { existsSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import { EXIT, wrong } from '../output/outcome.ts'
import { endWithReader, harmless, print } from '../output/print.ts'
import { keptByNpm } from './npm-options.ts'

/**
 * Runs a command line to its end: whatever happens, it is printed, and the exit code is set.
 *
 * @param args the command's name and what follows it.
 */
export async function main(program: Command, args: readonly string[]): Promise<void> {
  endWithReader()
  const json = args.includes('--json')
  const kept = keptByNpm(program, {
    args,
    env: process.env,
    isEnvironment: (name) => existsSync(`environments/${name}/environment.yaml`),
  })
  try {
    if (kept === undefined) await program.parseAsync(args, { from: 'user' })
    else print(wrong(kept), { json })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const asked = error instanceof CommanderError
    const input = asked || (error instanceof Error && 'exit' in error && error.exit === EXIT.input)
    process.exitCode = asked && error.exitCode === 0 ? EXIT.good : input ? EXIT.input : EXIT.failure
    if (!asked) process.stderr.write(`${harmless(message)}\n`)
    // Read from the arguments themselves: commander may not have come so far.
    if (process.exitCode !== EXIT.good && json)
      process.stdout.write(`${JSON.stringify({ problems: [{ message }] }, null, 2)}\n`)
  }
}

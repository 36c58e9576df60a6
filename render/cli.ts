import { existsSync } from 'node:fs'
import { CommanderError } from 'commander'
import { useCompileCache } from './cache/compile-cache.ts'
import { addAssistCommands } from './cli/assist-commands.ts'
import { addImageCommands } from './cli/image-commands.ts'
import { keptByNpm } from './cli/npm-options.ts'
import { program as bare } from './cli/program.ts'
import { addReleaseCommands } from './cli/release-commands.ts'
import { addRenderCommands } from './cli/render-commands.ts'
import { EXIT, wrong } from './output/outcome.ts'
import { endWithReader, harmless, print } from './output/print.ts'

// Each command is loaded when it is asked for: what `secrets` needs would double the time `render` takes to start.

useCompileCache()
endWithReader()
const program = bare()
addRenderCommands(program)
addReleaseCommands(program)
addImageCommands(program)
addAssistCommands(program)

const kept = keptByNpm(program, {
  args: process.argv.slice(2),
  env: process.env,
  isEnvironment: (name) => existsSync(`environments/${name}/environment.yaml`),
})
try {
  if (kept === undefined) await program.parseAsync()
  else print(wrong(kept), { json: process.argv.includes('--json') })
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const asked = error instanceof CommanderError
  const input = asked || (error instanceof Error && 'exit' in error && error.exit === EXIT.input)
  process.exitCode = asked && error.exitCode === 0 ? EXIT.good : input ? EXIT.input : EXIT.failure
  if (!asked) process.stderr.write(`${harmless(message)}\n`)
  // Read from the arguments themselves: commander may not have come so far.
  if (process.exitCode !== EXIT.good && process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ problems: [{ message }] }, null, 2)}\n`)
}

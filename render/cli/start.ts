import { addAssistCommands } from './assist-commands.ts'
import { addImageCommands } from './image-commands.ts'
import { main } from './main.ts'
import { program as bare } from './program.ts'
import { addReleaseCommands } from './release-commands.ts'
import { addRenderCommands } from './render-commands.ts'
import { addSystemCommands } from './system-commands.ts'
import { addVendorCommands } from './vendor-commands.ts'

/**
 * Runs the command that the arguments name. Each is loaded when it is asked for: what `secrets` needs would double the
 * time `render` takes to start.
 */
export async function start(args: readonly string[]): Promise<void> {
  const program = bare()
  addRenderCommands(program)
  addReleaseCommands(program)
  addImageCommands(program)
  addAssistCommands(program)
  addSystemCommands(program)
  addVendorCommands(program)
  await main(program, args)
}

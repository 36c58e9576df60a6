import { useCompileCache } from './cache/compile-cache.ts'
import { addAssistCommands } from './cli/assist-commands.ts'
import { addImageCommands } from './cli/image-commands.ts'
import { main } from './cli/main.ts'
import { program as bare } from './cli/program.ts'
import { addReleaseCommands } from './cli/release-commands.ts'
import { addRenderCommands } from './cli/render-commands.ts'
import { addSystemCommands } from './cli/system-commands.ts'
import { addVendorCommands } from './cli/vendor-commands.ts'

// Each command is loaded when it is asked for: what `secrets` needs would double the time `render` takes to start.

useCompileCache()
const program = bare()
addRenderCommands(program)
addReleaseCommands(program)
addImageCommands(program)
addAssistCommands(program)
addSystemCommands(program)
addVendorCommands(program)
await main(program, process.argv.slice(2))

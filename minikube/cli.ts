import { main } from '../render/cli/main.ts'
import { program as bare } from '../render/cli/program.ts'
import { addMinikubeCommand } from './command.ts'

const program = bare()
addMinikubeCommand(program)
await main(program, process.argv.slice(2))

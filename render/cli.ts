import { start } from './cli/start.ts'

// cli.js under its TypeScript name, without the compile cache, for scripts that start the tool themselves.
await start(process.argv.slice(2))

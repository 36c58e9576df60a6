import { useCompileCache } from './cache/compile-cache.ts'

// What is imported above is compiled anew at every start, and the compiler of TypeScript is loaded for it alone.
useCompileCache()
const { start } = await import('./cli/start.ts')
await start(process.argv.slice(2))

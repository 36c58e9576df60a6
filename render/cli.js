import { useCompileCache } from './cache/compile-cache.js'

// JavaScript, as all that is imported above: it is compiled anew at every start, and for TypeScript, Node would load a
// compiler first, which takes twice as long as all the rest of its start.
useCompileCache()
const { start } = await import('./cli/start.ts')
await start(process.argv.slice(2))

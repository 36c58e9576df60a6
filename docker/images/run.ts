import { dirname } from 'node:path'
import { inspect } from 'node:util'
import { createCleanup } from './cleanup.ts'
import { endCommands } from './commands.ts'
import { ToolMissing } from './engine/find.ts'
import { createReport } from './report.ts'
import { testImages } from './test-images.ts'
import { pause } from './wait.ts'

/**
 * `npm run test:images [-- --install]`: exit 0 good, 1 findings, 2 usage, 3 a tool is missing.
 * However it ends, its containers, networks, folders and processes are removed.
 */
const write = (text: string): void => {
  process.stdout.write(text)
}
const report = createReport(write)
const cleanup = createCleanup(report.say)

const unknown = process.argv.slice(2).filter((each) => each !== '--install')
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(' ')}. Usage: npm run test:images [-- --install]\n`)
  process.exit(2)
}

const work = async (): Promise<number> => {
  try {
    await testImages(dirname(import.meta.dirname), process.argv.includes('--install'), report, cleanup)
    return report.end()
  } catch (error) {
    process.stderr.write(`${error instanceof ToolMissing ? error.message : inspect(error)}\n`)
    return 3
  }
}

/** Lets what is under way fail, since no command runs any more, so that nothing is made while all is removed. */
const interrupted = async (): Promise<never> => {
  report.say('stopped: removing what was made')
  report.stop()
  await endCommands()
  await Promise.race([working, pause(5_000)])
  await cleanup.run()
  process.exit(130)
}

const working = work()
let stopping: Promise<never> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    stopping ??= interrupted()
  })
const code = await working
if (stopping !== undefined) await stopping
await cleanup.run()
process.exit(code)

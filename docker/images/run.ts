import { dirname } from 'node:path'
import { createCleanup } from './cleanup.ts'
import { endCommands } from './commands.ts'
import { ToolMissing } from './engine/find.ts'
import { createReport } from './report.ts'
import { testImages } from './test-images.ts'

/**
 * `npm run test:images [-- --install]`: exit 0 good, 1 findings, 2 usage, 3 a tool is missing.
 * However it ends, its containers, networks, folders and processes are removed.
 */
const write = (text: string): void => {
  process.stdout.write(text)
}
const report = createReport(write)
const cleanup = createCleanup(report.say)

const interrupted = async (): Promise<void> => {
  report.say('stopped: removing what was made')
  endCommands()
  await cleanup.run()
  process.exit(130)
}
process.once('SIGINT', interrupted)
process.once('SIGTERM', interrupted)

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
    if (!(error instanceof ToolMissing)) throw error
    process.stderr.write(`${error.message}\n`)
    return 3
  } finally {
    await cleanup.run()
  }
}

process.exit(await work())

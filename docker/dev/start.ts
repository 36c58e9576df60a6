import { join } from 'node:path'
import { install, isInstalled } from './install.ts'
import { readPort, WrongOptions } from './options.ts'
import { choosePorts } from './ports.ts'

/**
 * `npm run dev`: first what can be refused at once (options, ports), then the packages if the lockfile has changed,
 * then the system. Everything imported here runs without node_modules.
 */
const workspace = join(import.meta.dirname, '..')
try {
  const ports = await choosePorts(readPort(process.argv.slice(2), process.env))
  if (!(await isInstalled(workspace))) {
    process.stdout.write(
      'Installing packages of the services: about 900 MB, once until package-lock.json changes\n',
    )
    await install(workspace)
  }
  const { runSystem } = await import('./run.ts')
  await runSystem(ports)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof WrongOptions ? 2 : 3
}

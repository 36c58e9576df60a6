import { join } from 'node:path'
import { install, isInstalled } from './install.ts'

/** `npm run install:workload`: installs the services' packages unless node_modules holds what the lockfile names. */
const workspace = join(import.meta.dirname, '..')
if (!(await isInstalled(workspace))) await install(workspace)

import { output } from '../commands.ts'
import { DEBIAN_PACKAGES, onPath, ToolMissing } from './find.ts'

/** Installs what builds and runs images, on Debian and its like. @throws ToolMissing where that can't be done */
export async function installTools(): Promise<void> {
  if (process.getuid?.() !== 0) throw new ToolMissing('--install installs Debian packages: run it as root.')
  if (!onPath('apt-get'))
    throw new ToolMissing('--install knows Debian packages only, and there is no apt-get here.')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await output(['apt-get', 'update', '-qq'], { env, timeoutMs: 300_000 })
  await output(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], {
    env,
    timeoutMs: 600_000,
  })
}

import { type Bases, findBases } from './bases/bases.ts'
import { buildImage } from './build/build.ts'
import { buildContext } from './build/context.ts'
import { api } from './checks/api.ts'
import type { SystemCheck } from './checks/check.ts'
import { hardening } from './checks/hardening.ts'
import { checkImage } from './checks/image.ts'
import { jobs } from './checks/jobs.ts'
import { killOne } from './checks/kill-one.ts'
import { rollingRestart } from './checks/rolling-restart.ts'
import { sigterm } from './checks/sigterm.ts'
import { tenBackends } from './checks/ten-backends.ts'
import type { Cleanup } from './cleanup.ts'
import { findEngine } from './engine/find.ts'
import { installTools } from './engine/install.ts'
import type { Report } from './report.ts'
import { SERVICES } from './services.ts'
import { type System, startSystem } from './system/system.ts'

const SYSTEM_CHECKS: readonly SystemCheck[] = [
  api,
  jobs,
  hardening,
  sigterm,
  rollingRestart,
  killOne,
  tenBackends,
]

/** Builds every image, looks into each, and tries the system they make. @throws ToolMissing */
export async function testImages(
  workspace: string,
  install: boolean,
  report: Report,
  cleanup: Cleanup,
): Promise<void> {
  if (install) await installTools()
  const engine = await findEngine()
  report.say(`building and running with ${engine.name}`)
  const bases = await findBases(engine, workspace, report.say, cleanup)
  const { folder, mark } = await buildContext(workspace, cleanup)
  let built = true
  for (const service of SERVICES) {
    const isBuilt = await report.check(`build ${service.name}`, async () => {
      await buildImage(engine, folder, bases, service.name)
      return ''
    })
    if (isBuilt)
      await report.check(`look into ${service.name}`, () => checkImage(engine, service, mark, cleanup))
    built &&= isBuilt
  }
  tellAboutBases(bases, report)
  if (!built) return report.skip('the system made of them', 'an image could not be built')
  let system: System | undefined
  await report.check('start the system from its images, migration first', async () => {
    system = await startSystem(engine, cleanup)
    return ''
  })
  if (system === undefined) return report.skip('what the system does', 'it did not start')
  const started = system
  for (const { title, run } of SYSTEM_CHECKS) await report.check(title, () => run(started, engine))
}

function tellAboutBases(bases: Bases, report: Report): void {
  if (!bases.local) return
  report.skip(
    'the pinned base images',
    'No registry answers, so stand-ins were built on: the same Node major and the same kinds of libraries, but ' +
      'Debian 12 instead of 13 and no root certificates. A few MB of the sizes above are theirs.',
  )
  report.skip(
    'the postgres image',
    'No registry answers: PostgreSQL came from npm and ran beside the containers.',
  )
}

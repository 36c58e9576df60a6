import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packed, { inflate, setupLambdaEnvironment } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { ROOT } from './repository.ts'

/**
 * Starts the Chromium that the npm package holds. Its own list of arguments is for AWS Lambda and switches web
 * security off, which is part of what is tested here: so only what a container needs is passed.
 */
export async function startChromium(): Promise<Browser> {
  const executablePath = await packed.executablePath()
  const launch = () =>
    chromium.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] })
  return launch().catch(async () => {
    // Libraries that a slim machine lacks (NSS, for one) are in the package too.
    await inflate(join(ROOT, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
    setupLambdaEnvironment(join(tmpdir(), 'al2023/lib'))
    return launch()
  })
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/repository.ts'
import { packageChart, type Repository, startChartRepository, startOciRegistry } from './chart-server.ts'

export { manifestOf, sha256 } from './chart-server.ts'

type Charts = Readonly<Record<string, Buffer>>

/** The archive of the chart in tests/vendor/charts, as `helm package` makes it. */
export const packaged = (version?: string, change?: (folder: string) => void): Promise<Buffer> =>
  packageChart(temporaryFolder(), version, change)

/** Replaces a text in a file of a chart. */
export const replaceIn =
  (file: string, before: string, after: string) =>
  (folder: string): void => {
    const text = readFileSync(join(folder, file), 'utf8')
    if (!text.includes(before)) throw new Error(`${file} holds no ${before}`)
    writeFileSync(join(folder, file), text.replaceAll(before, after))
  }

/** A classic repository that ends with the test. */
export const chartRepository = (charts: Charts): Promise<Repository> =>
  whileTested(startChartRepository(charts))

/** A registry that ends with the test. */
export const ociRegistry = (charts: Charts): Promise<Repository> => whileTested(startOciRegistry(charts))

async function whileTested(starting: Promise<Repository>): Promise<Repository> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

import { cpSync, existsSync, lutimesSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/**
 * Lays out what an image holds, inside its build: `node images/tree.ts OUT`, run in the workspace after `npm ci`
 * for one service. OUT/packages gets the packages, OUT/code this workspace's own code: two layers, of which
 * usually only the small one changes. Which of our packages belong to the service, npm's links say.
 */
const [out = ''] = process.argv.slice(2)
const packages = join(out, 'packages/node_modules')
const code = join(out, 'code')

/** Types, source maps, manuals and tests run nowhere. Licences stay. */
const UNUSED_FILE = /\.(d\.[cm]?ts|map|md|markdown)$/i
const UNUSED_FOLDER = /^(tests?|__tests__|benchmarks?|examples?|docs?|\.github)$/i

/** Folders of packages, where such names mean what they say; deeper down `test` may be a module that runs. */
const isPackageFolder = (path: string): boolean => existsSync(join(path, 'package.json'))

const isUsed = (path: string): boolean =>
  !UNUSED_FILE.test(path) && !(UNUSED_FOLDER.test(basename(path)) && isPackageFolder(dirname(path)))

cpSync('node_modules', packages, { recursive: true, verbatimSymlinks: true, filter: isUsed })
for (const unused of ['.bin', '.package-lock.json', '.cache'])
  rmSync(join(packages, unused), { recursive: true, force: true })

for (const name of readdirSync('node_modules/@todo')) {
  const folder = relative('.', realpathSync(join('node_modules/@todo', name)))
  cpSync(folder, join(code, folder), { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
  // Versions that only this one of our packages has.
  const own = join(folder, 'node_modules')
  if (existsSync(own))
    cpSync(own, join(out, 'packages', own), { recursive: true, verbatimSymlinks: true, filter: isUsed })
}

/** Layers record times: with one time for everything, the same files are the same layer, whenever it was built. */
const time = Number(process.env['SOURCE_DATE_EPOCH'] || 0)
mkdirSync(code, { recursive: true })
for (const path of [
  out,
  ...readdirSync(out, { recursive: true, encoding: 'utf8' }).map((each) => join(out, each)),
])
  lutimesSync(path, time, time)

import { cpSync, existsSync, lutimesSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/**
 * Lays out what an image holds, inside its build: `node images/tree.ts SERVICE WORKSPACE OUT`.
 * OUT/packages gets the packages, OUT/code our own code: two layers, of which mostly the small one changes.
 * Which of our folders the service needs, the links say that npm made for it in node_modules/@todo.
 */
const [service = '', workspace = '', out = ''] = process.argv.slice(2)

/** Types, TypeScript (Node runs none below node_modules), source maps, manuals, tests. Licences stay. */
const UNUSED_FILE = /\.([cm]?ts|map|md|markdown)$/i
const UNUSED_FOLDER = /^(tests?|__tests__|benchmarks?|examples?|docs?|\.github)$/i
const UNUSED_AT_TOP = ['.bin', '.package-lock.json', '@types']

/** Only at the top of a package do such names mean what they say; deeper down `test` may be a module that runs. */
const isPackage = (folder: string): boolean => existsSync(join(folder, 'package.json'))

const isUsed = (path: string): boolean =>
  !UNUSED_FILE.test(path) && !(UNUSED_FOLDER.test(basename(path)) && isPackage(dirname(path)))

const packages = join(out, 'packages')
const code = join(out, 'code')
const modules = join(workspace, 'node_modules')

const copyPackages = (from: string, to: string): void => {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: isUsed })
  for (const name of UNUSED_AT_TOP) rmSync(join(to, name), { recursive: true, force: true })
}

const ours = readdirSync(join(modules, '@todo')).map((name) =>
  relative(realpathSync(workspace), realpathSync(join(modules, '@todo', name))),
)
mkdirSync(code, { recursive: true })
copyPackages(modules, join(packages, 'node_modules'))
for (const folder of new Set([...ours, service])) {
  const from = join(workspace, folder)
  // Versions that only this folder has. Deeper down Next keeps links of that name, and those it needs.
  const own = join(from, 'node_modules')
  cpSync(from, join(code, folder), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path !== own,
  })
  if (existsSync(own)) copyPackages(own, join(packages, folder, 'node_modules'))
}

const setTimes = (root: string, seconds: number): void => {
  for (const path of ['', ...readdirSync(root, { recursive: true, encoding: 'utf8' })])
    lutimesSync(join(root, path), seconds, seconds)
}

// Layers record times. The same packages are then the same layer, whenever they were installed. Our own files
// keep theirs unless the build names one: web servers tell versions of a file apart by its time.
setTimes(packages, 0)
const epoch = process.env['SOURCE_DATE_EPOCH']
if (epoch) setTimes(code, Number(epoch))

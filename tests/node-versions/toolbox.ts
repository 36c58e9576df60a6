import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'

/** A Node and an npm, and an environment in which no other one can be found. */
export interface Toolbox {
  readonly node: string
  readonly npm: string
  readonly env: Readonly<Record<string, string>>
}

const OTHERS = /^(node|nodejs|npm|npx|corepack|yarn|yarnpkg|pnpm|pnpx|bun|deno)$/
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`

/**
 * Installs each Node and each npm once, from npm, below `folder`.
 *
 * @returns a toolbox for each combination. @throws {ExecaError} if npm can't install them.
 */
export async function toolboxes(
  folder: string,
  nodes: readonly string[],
  npms: readonly string[],
): Promise<Toolbox[]> {
  mkdirSync(folder, { recursive: true })
  const dependencies = Object.fromEntries([
    ...nodes.map((major) => [`node${major}`, `npm:${NODE_PACKAGE}@${major}`]),
    ...npms.map((major) => [`npm${major}`, `npm:npm@${major}`]),
  ])
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await execa('npm', ['install', '--ignore-scripts', '--no-bin-links'], {
    cwd: folder,
    env: clean,
    extendEnv: false,
  })
  const packageOf = (name: string): string => join(folder, 'node_modules', name)
  return nodes.flatMap((node) =>
    npms.map((npm) => {
      const bin = join(folder, `bin-${node}-${npm}`)
      mkdirSync(bin)
      symlinkSync(join(packageOf(`node${node}`), 'bin/node'), join(bin, 'node'))
      symlinkSync(join(packageOf(`npm${npm}`), 'bin/npm-cli.js'), join(bin, 'npm'))
      linkOtherPrograms(bin)
      return {
        node: versionOf(packageOf(`node${node}`)),
        npm: versionOf(packageOf(`npm${npm}`)),
        env: { ...clean, PATH: bin },
      }
    }),
  )
}

/** Everything else of the PATH: a folder such as /usr/bin holds git, and the machine's Node beside it. */
function linkOtherPrograms(bin: string): void {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder.includes('node_modules') || !existsSync(folder)) continue
    for (const name of readdirSync(folder))
      if (!OTHERS.test(name) && !existsSync(join(bin, name)))
        try {
          symlinkSync(join(folder, name), join(bin, name))
        } catch {} // a link to nothing stands there already
  }
}

const versionOf = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version

/** The environment without what the npm that runs this has put into it; where packages come from stays. */
const clean: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      (!/^(npm_|NODE|INIT_CWD$)/i.test(entry[0]) ||
        /^(npm_config_(registry|cache|cafile|proxy|https_proxy|noproxy|userconfig)|NODE_EXTRA_CA_CERTS)$/i.test(
          entry[0],
        )),
  ),
)

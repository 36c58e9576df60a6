import { VERSION } from '../build/build.ts'
import type { Cleanup } from '../cleanup.ts'
import { output } from '../commands.ts'
import type { Engine } from '../engine/engine.ts'
import type { Service } from '../services.ts'
import { imageName } from '../services.ts'
import { expect } from './check.ts'
import { forbiddenFiles } from './forbidden-files.ts'
import { imageFiles } from './image-files.ts'

type Config = {
  readonly User: string
  readonly Env: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly Labels: Readonly<Record<string, string>>
}

const LABELS = ['title', 'description', 'licenses', 'version', 'revision', 'created', 'source']

/** Checks an image as it lies there. @param mark what was written into every planted file @returns its layers */
export async function checkImage(
  engine: Engine,
  service: Service,
  mark: string,
  cleanup: Cleanup,
): Promise<string> {
  const image = imageName(service.name)
  const inspect = (format: string) => output([...engine.cli, 'image', 'inspect', '--format', format, image])
  const config = JSON.parse(await inspect('{{json .Config}}')) as Config
  expect(config.User === '1001:1001', `${service.name}: USER is ${config.User}`)
  expect(config.Env.includes('NODE_ENV=production'), `${service.name}: NODE_ENV is not production`)
  expect(config.Entrypoint.join(' ') === 'node', `${service.name}: ENTRYPOINT is ${config.Entrypoint}`)
  const missing = LABELS.filter((name) => !(`org.opencontainers.image.${name}` in config.Labels))
  expect(missing.length === 0, `${service.name}: labels are missing: ${missing}`)
  const version = config.Labels['org.opencontainers.image.version']
  expect(version === VERSION, `${service.name}: its version is ${version}, and ${VERSION} was built`)

  const history = await output([
    ...[...engine.cli, 'history', '--no-trunc'],
    ...['--format', '{{.Size}}\t{{.CreatedBy}}', image],
  ])
  const written = JSON.stringify(config) + history
  const names = /DATABASE_URL|AUTH_SECRET|API_KEY|PASSWORD|TOKEN/i.exec(written)
  expect(names === null, `${service.name}: history or environment speaks of ${names?.[0]}`)
  expect(!written.includes(mark), `${service.name}: history holds what was planted`)

  const files = await imageFiles(engine, image, mark, cleanup)
  expect(!files.marked, `${service.name}: a file holds what was planted: .dockerignore let it in`)
  const forbidden = forbiddenFiles(files.entries)
  expect(forbidden.length === 0, `${service.name}: ${forbidden.slice(0, 8).join('; ')}`)

  const bytes = Number(await inspect('{{.Size}}'))
  const mb = bytes / 1e6
  expect(mb < service.limitMb, `${service.name}: ${mb.toFixed(0)} MB, more than ${service.limitMb}`)
  return `${mb.toFixed(0)} MB of ${service.limitMb} (${layers(history)})`
}

const UNITS: Readonly<Record<string, number>> = { B: 1e-6, KB: 1e-3, MB: 1, GB: 1e3 }

/** The layers that hold something. Ours are the two newest: code upon packages; the rest is the base. */
function layers(history: string): string {
  const sizes = history.split('\n').map((line) => {
    const [, number = '0', unit = 'B'] = /^([\d.]+) ?([kKMG]?B)\t/.exec(line) ?? []
    return Number(number) * (UNITS[unit.toUpperCase()] ?? 0)
  })
  const [code = 0, packages = 0, ...base] = sizes.filter((mb) => mb > 0)
  const sum = base.reduce((all, each) => all + each, 0)
  return `base ${sum.toFixed(1)}, packages ${packages.toFixed(1)}, code ${code.toFixed(1)}`
}

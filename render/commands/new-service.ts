import type { Change } from '../emit/tree.ts'
import { environmentFile, releaseFile } from '../environment/environment.ts'
import { EXIT, type Line, type Outcome, wrong } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { editRelease } from '../release/edit.ts'
import { exists } from '../repository/create-folder.ts'
import { type Inputs, readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { applyChanges } from '../repository/write.ts'
import { withoutService } from '../scaffold/environment-edit.ts'
import { serviceFiles } from '../scaffold/service.ts'
import { type NewServiceOptions, readOptions } from './new-service-options.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'
import { validate } from './validate.ts'
import { writeRendering } from './write-rendering.ts'

/**
 * Adds a service to base of the repository at `root`, enters it in what each environment runs, renders and validates.
 * What can't be rendered is not written; what a rule finds, such as a quota that is too small, is said.
 *
 * @throws KustomizeError if there is no kustomize, GitError, and what the file system throws.
 */
export async function newService(root: string, name: string, options: NewServiceOptions): Promise<Outcome> {
  const folder = `base/services/${name}`
  const { inputs, problems } = readInputs(root)
  const before = renderAll(inputs)
  if (problems.length > 0 || before.problems.length > 0 || !before.fleet)
    return refused([...problems, ...before.problems], textOf(root))
  const { system, registry } = before.fleet
  const service = readOptions(name, options, { system, registry })
  if ('errors' in service) return wrong(service.errors.join('\n'))
  if (exists(root, folder)) return wrong(`${folder} already exists: choose another name, or edit it.`)
  const taken = [...inputs.base].find(([, text]) => new RegExp(`^  name: ${name}$`, 'm').test(text))?.[0]
  if (taken !== undefined) return wrong(`${taken} already has a resource "${name}": choose another name.`)
  const known = before.definitions.map((each) => each.name)
  const unknown = unknownEnvironments(options.environment ?? [], inputs)
  if (unknown) return unknown
  const runs = options.environment ?? known

  const changes: Change[] = Object.entries(serviceFiles(service)).map(([file, text]) => ({
    kind: 'create',
    path: `${folder}/${file}`,
    text,
  }))
  const text = (file: string): string => textOf(root)(file) ?? ''
  const own = service.image === name
  for (const environment of known)
    if (!runs.includes(environment)) {
      const path = environmentFile(environment)
      changes.push({ kind: 'update', path, text: withoutService(text(path), name) })
    } else if (own) {
      const path = releaseFile(environment)
      changes.push({
        kind: 'update',
        path,
        text: editRelease(text(path), { [name]: entryOf(options.release) }),
      })
    }

  const rendering = renderAll(withChanges(inputs, changes))
  const texts = new Map(changes.map((change) => [change.path, change.kind === 'delete' ? '' : change.text]))
  if (rendering.problems.length > 0)
    return refused(rendering.problems, (file) => texts.get(file) ?? textOf(root)(file))
  const written = writeRendering(root, rendering, [], { before: () => applyChanges(root, changes) })
  if (written.exit === EXIT.input) return written
  const found = await validate(root, [])
  return {
    ...found,
    exit: Math.max(written.exit, found.exit) as Outcome['exit'],
    lines: [
      ...changes.map(({ kind, path }): Line => ({ text: `${kind}d ${path}`, tone: 'changed' })),
      ...written.lines,
      ...found.lines,
      ...nextSteps(folder, own, service.port !== undefined, runs).map((text): Line => ({ text })),
    ],
    errors: [...written.errors, ...found.errors],
    json: {
      created: changes.flatMap(({ kind, path }) => (kind === 'create' ? [path] : [])),
      updated: changes.flatMap(({ kind, path }) => (kind === 'update' ? [path] : [])),
      ...Object(written.json),
      validation: found.json,
    },
  }
}

/** `TAG`, or `TAG@DIGEST`. */
function entryOf(tag = '0.1.0'): { tag: string; digest?: string } {
  const [version = '', digest] = tag.split('@')
  return { tag: version, ...(digest !== undefined && { digest }) }
}

/** The inputs as they will be, before anything is written. */
function withChanges(inputs: Inputs, changes: readonly Change[]): Inputs {
  const texts = new Map(
    changes.flatMap((each) => (each.kind === 'delete' ? [] : [[each.path, each.text] as const])),
  )
  const bytes = (path: string, before: Uint8Array | undefined) => {
    const text = texts.get(path)
    return text === undefined ? before : Buffer.from(text)
  }
  return {
    ...inputs,
    base: new Map([...inputs.base, ...[...texts].filter(([path]) => path.startsWith('base/'))]),
    sources: inputs.sources.map((source) => ({
      ...source,
      environment: bytes(environmentFile(source.name), source.environment),
      release: bytes(releaseFile(source.name), source.release),
    })),
  }
}

function nextSteps(folder: string, own: boolean, serves: boolean, runs: readonly string[]): string[] {
  const steps = [
    `set user in ${folder}/programs.yaml and the manifest to the one that the image was built for, and variables`,
    ...(serves ? [`write who may call it into network-policy.yaml and reachability.yaml of ${folder}`] : []),
    ...(own ? [`publish its image, then npm run bump -- --environment ${runs[0] ?? 'NAME'}`] : []),
    'commit base, environments, overlays and apps',
  ]
  return steps.map((step, index) => `${index === 0 ? 'Next: ' : '      '}${step}`)
}

import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secrets as putSecrets } from '../../render/commands/secrets.ts'
import { EXIT } from '../../render/output/outcome.ts'
import { readText, secretsFile, secretsIn, type Target } from '../repository.ts'
import { standInsOf } from '../stand-ins.ts'
import { due, type Step } from '../step.ts'
import { StepError } from '../step-error.ts'
import type { World } from '../world.ts'

/** The environment's Secrets: from secrets.env, which is made of its example if it is missing. */
export const secrets: Step = {
  name: 'secrets',
  needs: ['cluster', 'snapshot'],
  applies: ({ root, target }) =>
    (secretsIn(root, target) ?? readText(join(root, exampleOf(target)))) !== undefined,
  // The command compares by itself.
  check: async ({ root, target }) => {
    const file = secretsFile(target)
    return due(secretsIn(root, target) === undefined ? `${file} is missing` : `compares with ${file}`)
  },
  actions: (world) => [
    ...(isComplete(world)
      ? []
      : [{ show: `fill in ${secretsFile(world.target)}`, run: async () => fillIn(world) }]),
    { show: `npm run secrets ${world.target.environment}`, run: () => put(world) },
  ],
}

const isComplete = (world: World): boolean => {
  const text = secretsIn(world.root, world.target)
  return text !== undefined && text === withStandIns(world, text)
}

function fillIn(world: World): void {
  const { root, target } = world
  const text =
    secretsIn(root, target) ?? generated(readText(join(root, exampleOf(target))) ?? '', process.env)
  writeFileSync(join(root, secretsFile(target)), withStandIns(world, text), { mode: 0o600 })
}

const exampleOf = ({ environment }: Target): string => `environments/${environment}/secrets.example.env`

/** What a stand-in takes for a key where there is none. */
const withStandIns = (world: World, text: string): string =>
  standInsOf(world).reduce(
    (found, { secret, value }) => found.replace(new RegExp(`^${secret}=[ \\t]*$`, 'm'), `${secret}=${value}`),
    text,
  )

/**
 * The example with the value of each variable that has a line `# Generated: VALUE` above it; ${random} in it is a new
 * secret, and ${NAME} the value of a variable further up. A variable without such a line gets its value from `given`.
 */
export function generated(example: string, given: Readonly<Record<string, string | undefined>>): string {
  const values = new Map<string, string>()
  return example.replace(
    /^(?:# Generated: (.*)\n)?([A-Z][A-Z0-9_]*)=.*$/gm,
    (_, recipe: string | undefined, name: string) => {
      const value = recipe?.replace(/\$\{(\w+)\}/g, (_, part: string) =>
        part === 'random' ? randomBytes(24).toString('hex') : known(values, part, name),
      )
      values.set(name, value ?? given[name] ?? '')
      return `${name}=${values.get(name)}`
    },
  )
}

function known(values: ReadonlyMap<string, string>, part: string, name: string): string {
  const value = values.get(part)
  if (value !== undefined) return value
  throw new StepError(
    `secrets.example.env: ${name} is generated from "\${${part}}", which no line above it sets.`,
    undefined,
    EXIT.input,
  )
}

async function put({ root, source, target, tell }: World): Promise<void> {
  const copy = source === root ? undefined : join(source, secretsFile(target))
  try {
    if (copy !== undefined) writeFileSync(copy, secretsIn(root, target) ?? '', { mode: 0o600 })
    const { exit, errors, lines } = await putSecrets(source, target.environment, { context: target.cluster })
    if (exit !== EXIT.good) throw new StepError(errors.filter(Boolean).join('\n'), undefined, exit)
    for (const { text } of lines) tell(text)
  } finally {
    if (copy !== undefined) rmSync(copy, { force: true })
  }
}

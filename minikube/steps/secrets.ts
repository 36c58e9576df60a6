import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secrets as putSecrets } from '../../render/commands/secrets.ts'
import { EXIT } from '../../render/output/outcome.ts'
import { hasScriptedModel, keyIn, MODEL, readText, secretsFile, secretsIn } from '../model.ts'
import { ENVIRONMENT, PROFILE } from '../pins.ts'
import { type Step, StepError, todo } from '../step.ts'
import type { World } from '../world.ts'

/** The environment's Secrets: from secrets.env, which is made with random values if it is missing. */
export const secrets: Step = {
  name: 'secrets',
  needs: ['cluster', 'snapshot'],
  // The command compares by itself.
  check: async ({ root }) =>
    todo(secretsIn(root) === undefined ? `${secretsFile} is missing` : `compares with ${secretsFile}`),
  actions: (world) => [
    ...(isComplete(world) ? [] : [{ show: `fill in ${secretsFile}`, run: async () => fillIn(world) }]),
    { show: `npm run secrets ${ENVIRONMENT}`, run: () => put(world) },
  ],
}

const isComplete = (world: World): boolean => {
  const text = secretsIn(world.root)
  return text !== undefined && text === withModelKey(world, text)
}

function fillIn(world: World): void {
  const text =
    secretsIn(world.root) ?? generated(readText(join(world.root, EXAMPLE)) ?? '', keyIn(world.root))
  writeFileSync(join(world.root, secretsFile), withModelKey(world, text), { mode: 0o600 })
}

const EXAMPLE = `environments/${ENVIRONMENT}/secrets.example.env`

/** The scripted model takes any key, but without one the agent asks no model. */
const withModelKey = (world: World, text: string): string =>
  hasScriptedModel(world) ? text.replace(/^OPENAI_API_KEY=[ \t]*$/m, `OPENAI_API_KEY=${MODEL.key}`) : text

/** The example with a value for each of its variables. */
export function generated(example: string, key: string): string {
  const password = randomBytes(24).toString('hex')
  const url = `postgresql://todo:${password}@postgres:5432/todo`
  const values: Readonly<Record<string, string>> = {
    POSTGRES_PASSWORD: password,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: url,
    AUTH_SECRET: randomBytes(48).toString('base64'),
    OPENAI_API_KEY: key,
  }
  const unknown: string[] = []
  const text = example.replace(/^([A-Z][A-Z0-9_]*)=.*$/gm, (_, name: string) => {
    if (!Object.hasOwn(values, name)) unknown.push(name)
    return `${name}=${values[name] ?? ''}`
  })
  if (unknown.length > 0)
    throw new StepError(
      `${EXAMPLE}: no value is known for ${unknown.join(', ')}.`,
      `Copy it to ${secretsFile} and fill it in.`,
      EXIT.input,
    )
  return text
}

async function put({ root, source, tell }: World): Promise<void> {
  const copy = source === root ? undefined : join(source, secretsFile)
  try {
    if (copy !== undefined) writeFileSync(copy, secretsIn(root) ?? '', { mode: 0o600 })
    const { exit, errors, lines } = await putSecrets(source, ENVIRONMENT, { context: PROFILE })
    if (exit !== EXIT.good) throw new StepError(errors.filter(Boolean).join('\n'), undefined, exit)
    for (const { text } of lines) tell(text)
  } finally {
    if (copy !== undefined) rmSync(copy, { force: true })
  }
}

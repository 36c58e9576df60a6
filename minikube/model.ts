import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Definition } from '../render/environment/environment.ts'
import { ENVIRONMENT, POD_RANGE } from './pins.ts'
import { isCloned, type World } from './world.ts'
import { describe } from './repository.ts'

/** The scripted model, which answers the chat where there is no key: a service of this cluster, of no environment. */
export const MODEL = {
  name: 'scripted-model',
  namespace: 'scripted-model',
  port: 8003,
  settings: {
    OPENAI_BASE_URL: 'http://scripted-model.scripted-model.svc.cluster.local:8003/v1',
    OPENAI_MODEL: 'scripted',
  },
  /** The agent calls no model without a key; this one takes any. */
  key: 'none-is-needed',
  /** Network policies see a pod's address behind that of its Service. */
  component: { addresses: [POD_RANGE], port: 8003 },
} as const

/** Whether an environment's chat asks the scripted model. */
export const usesScriptedModel = ({ environment }: Definition): boolean =>
  environment.services?.['ai-agent']?.settings?.['OPENAI_BASE_URL'] === MODEL.settings.OPENAI_BASE_URL

/** Whether the environment says nothing of another model than the default one. */
export const leavesModelOpen = ({ environment }: Definition): boolean =>
  environment.services?.['ai-agent']?.settings?.['OPENAI_BASE_URL'] === undefined &&
  environment.components?.['model-api'] === undefined

export const secretsFile = `environments/${ENVIRONMENT}/secrets.env`

/** The key of the user's own model: from secrets.env, else from the variable. */
export function keyIn(root: string): string {
  const text = readText(join(root, secretsFile))
  const key = text === undefined ? process.env['OPENAI_API_KEY'] : parseEnv(text)['OPENAI_API_KEY']
  const trimmed = key?.trim() ?? ''
  return trimmed === MODEL.key ? '' : trimmed
}

/** Whether this run's environment has the scripted model: it names it, or, synced from disk, has no key for another. */
export function hasScriptedModel(world: World): boolean {
  const { definition } = describe(world.root)
  if (usesScriptedModel(definition)) return true
  return (
    world.options.fromWorkingTree === true && leavesModelOpen(definition) && keyIn(world.root) === ''
  )
}

/** Whether the repository that is synced is there to be read; not before the first copy of the work tree. */
export const isReadable = (world: World): boolean => !world.options.fromWorkingTree || isCloned(world)

export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

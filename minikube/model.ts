import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Definition } from '../render/environment/environment.ts'
import { ENVIRONMENT, POD_RANGE } from './pins.ts'
import { describe } from './repository.ts'
import type { World } from './world.ts'

/** The scripted model, which answers the chat where there is no key: a service of this cluster, of no environment. */
export const MODEL = {
  name: 'scripted-model',
  settings: {
    OPENAI_BASE_URL: 'http://scripted-model.scripted-model.svc.cluster.local:8003/v1',
    OPENAI_MODEL: 'scripted',
  },
  /** The agent calls no model without a key; this one takes any. */
  key: 'none-is-needed',
  /** Network policies see a pod's address behind that of its Service. */
  component: { addresses: [POD_RANGE], port: 8003 },
} as const

/** The service that asks a model. */
export const AGENT = 'ai-agent'

const KEY = 'OPENAI_API_KEY'

const modelUrl = ({ environment }: Definition): unknown =>
  environment.services?.[AGENT]?.settings?.['OPENAI_BASE_URL']

export const secretsFile = `environments/${ENVIRONMENT}/secrets.env`

/** Where people keep secrets by hand, so far; undefined if the file is missing. */
export const secretsIn = (root: string): string | undefined => readText(join(root, secretsFile))

/** The key of the user's own model: from secrets.env, or if there is none yet from the variable. */
export function keyIn(root: string): string {
  const text = secretsIn(root)
  const key = (text === undefined ? process.env[KEY] : parseEnv(text)[KEY])?.trim() ?? ''
  return key === MODEL.key ? '' : key
}

/** Whether this run's environment has the scripted model: it names it, or, synced from disk, has no key for another. */
export function hasScriptedModel({ root, options }: World): boolean {
  const { definition } = describe(root)
  if (modelUrl(definition) === MODEL.settings.OPENAI_BASE_URL) return true
  const isOpen =
    definition.release.services[AGENT] !== undefined &&
    modelUrl(definition) === undefined &&
    definition.environment.components?.['model-api'] === undefined
  return options.fromWorkingTree === true && isOpen && keyIn(root) === ''
}

export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

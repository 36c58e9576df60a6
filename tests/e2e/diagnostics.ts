import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Context } from './scenarios/scenario.ts'

const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  'applications.yaml': ['--namespace', 'argocd', 'get', 'applications,appprojects', '--output=yaml'],
  'events.txt': ['get', 'events', '--all-namespaces', '--sort-by=.lastTimestamp'],
  'objects.txt': ['get', 'all', '--all-namespaces', '--output=wide'],
}

/** Keeps what explains a failure: events, Applications and logs. @returns the folder. */
export async function collectDiagnostics(
  { kubectl, own }: Context,
  number: number,
  out?: string,
): Promise<string> {
  const parent = out === undefined ? mkdtempSync(join(tmpdir(), 'todo-e2e-')) : resolve(out)
  const folder = join(parent, `scenario-${number}`)
  mkdirSync(folder, { recursive: true })
  for (const [file, question] of Object.entries(QUESTIONS))
    writeFileSync(join(folder, file), await kubectl(...question).catch((error: Error) => error.message))
  if (own) cpSync(own.logs, join(folder, 'logs'), { recursive: true })
  return folder
}

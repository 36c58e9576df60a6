import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diff } from '../../../../render/commands/diff/diff.ts'
import { bump } from '../../../../render/commands/release/bump.ts'
import { hold } from '../../../../render/commands/release/hold.ts'
import { promote } from '../../../../render/commands/release/promote.ts'
import { rollback } from '../../../../render/commands/release/rollback.ts'
import { render } from '../../../../render/commands/render.ts'
import { report } from '../../../../render/commands/report.ts'
import type { Outcome } from '../../../../render/output/outcome.ts'
import { commitAll, makeClones } from '../../../delivery/clones.ts'

/** What the README's pictures show, as the commands wrote it. */
export interface Scene {
  /** The page of `npm run report`. */
  readonly report: string
  /** What `npm run diff -- --comment` posts, in Markdown. */
  readonly comment: string
}

/**
 * Plays three weeks in an empty folder: releases, a rollback and a hold for the report, then a change of two
 * environments for the comment. Dates are fixed, so that the same code tells the same story.
 */
export async function playScene(folder: string): Promise<Scene> {
  mkdirSync(folder, { recursive: true })
  const before = { ...process.env }
  try {
    on('2026-03-02T09:00:00Z')
    const { work } = makeClones(folder)
    await releases(work)
    const page = join(folder, 'report.html')
    good(await report(work, { output: page }))
    return { report: readFileSync(page, 'utf8'), comment: await comment(work) }
  } finally {
    process.env = before
  }
}

/** From here on, commits have this date. */
function on(date: string): void {
  process.env['GIT_AUTHOR_DATE'] = date
  process.env['GIT_COMMITTER_DATE'] = date
}

async function releases(root: string): Promise<void> {
  const all = ['ai-agent', 'backend', 'frontend', 'mcp-server']
  await release(root, '2026-03-03T10:12:00Z', '1.3.0', all, 'Sort tasks by due date')
  await release(
    root,
    '2026-03-09T14:40:00Z',
    '1.4.0',
    ['backend', 'frontend'],
    'Remind of tasks that are due',
  )
  on('2026-03-10T08:30:00Z')
  good(await promote(root, { from: 'staging', to: 'production' }))
  await release(root, '2026-03-16T11:05:00Z', '1.5.0', all, 'Let the agent group tasks')
  on('2026-03-17T07:55:00Z')
  good(await rollback(root, 'staging', { service: ['backend'], reason: 'Reminders went out twice' }))
  on('2026-03-18T16:20:00Z')
  const now = new Date('2026-03-18T16:20:00Z')
  good(
    await hold(root, 'production', {
      service: ['frontend'],
      reason: 'Shown at the fair until Friday',
      until: '2026-03-20',
      now,
    }),
  )
}

async function release(
  root: string,
  date: string,
  tag: string,
  services: readonly string[],
  subject: string,
): Promise<void> {
  on(date)
  writeFileSync(join(root, 'notes.txt'), tag)
  const commit = commitAll(root, subject)
  const image = services.map((name) => `${name}=${tag}@sha256:${digits(`${name}${tag}`)}`)
  for (const environment of ['minikube', 'staging']) good(await bump(root, { environment, image, commit }))
}

/** Stands for a digest. */
const digits = (text: string): string => createHash('sha256').update(text).digest('hex')

async function comment(root: string): Promise<string> {
  edit(root, 'staging', 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
  edit(root, 'production', '        memory: 1Gi', '        memory: 768Mi')
  edit(root, 'production', '  ai-agent:\n    replicas: 2\n', '')
  good(render(root, []))
  const { lines } = good(await diff(root, { markdown: true }))
  return lines.map(({ text }) => text).join('\n')
}

function edit(root: string, environment: string, from: string, to: string): void {
  const file = join(root, 'environments', environment, 'environment.yaml')
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} lacks: ${from}`)
  writeFileSync(file, text.replace(from, to))
}

function good(outcome: Outcome): Outcome {
  if (outcome.exit !== 0)
    throw new Error([...outcome.lines.map(({ text }) => text), ...outcome.errors].join('\n'))
  return outcome
}

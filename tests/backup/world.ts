import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { findOnPath } from '../../render/tools/program.ts'
import { providedTool } from '../../render/tools/provided-tool.ts'
import { builtSubject } from '../support/built-subject.ts'
import { type Postgres, startPostgres } from './postgres.ts'

/** A database, the claim with its dumps, and a shell in which the documents' commands run. */
export interface World {
  readonly postgres: Postgres
  /** Where the claim's files are. */
  readonly backups: string
  /** The dumps by name, the oldest first. */
  readonly dumps: () => readonly string[]
  /** Runs commands as they stand in a document, in the reader's shell. */
  readonly shell: (commands: string) => Promise<{ readonly exit: number; readonly text: string }>
  readonly migrate: () => Promise<void>
  readonly stop: () => Promise<void>
}

const TABLES = ['users', 'tasks', 'conversations', 'messages']

/** @param installed PostgreSQL's programs */
export async function startWorld(root: string, installed: string): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'todo-backup-'))
  chmodSync(folder, 0o755)
  const [backups, scratch, state, bin] = ['backup', 'scratch', 'jobs', 'bin'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string]
  // The checkout may lie where only root may look, and PostgreSQL doesn't run as root.
  cpSync(dirname(installed), join(folder, 'postgresql'), { recursive: true, verbatimSymlinks: true })
  const postgres = await startPostgres(join(folder, 'postgresql/bin'), join(folder, 'database'))
  const { ids, env } = postgres
  for (const each of [backups, scratch, state, bin]) {
    mkdirSync(each)
    if (ids.uid !== undefined) chownSync(each, ids.uid, ids.gid as number)
  }
  const cluster = join(folder, 'cluster.json')
  const { resources } = await builtSubject('production', root)
  const secrets = { MIGRATION_DATABASE_URL: postgres.url }
  const folders = { '/backup': backups, '/scratch': scratch }
  // Its path, because the stand-in comes first on the PATH.
  const kubectl = findOnPath('kubectl') ?? providedTool(root, 'kubectl')
  writeFileSync(cluster, JSON.stringify({ resources, secrets, folders, kubectl, folder: state, ids, env }))
  const standIn = join(import.meta.dirname, 'kubectl.ts')
  writeFileSync(
    join(bin, 'kubectl'),
    `#!/bin/sh\nrm -rf "${scratch}"/*\nexec "${process.execPath}" "${standIn}" "$@"\n`,
    {
      mode: 0o755,
    },
  )
  return {
    postgres,
    backups,
    dumps: () =>
      readdirSync(backups)
        .filter((name) => name.endsWith('.dump'))
        .sort(),
    shell: async (commands) => {
      const { exitCode, all } = await execa('bash', ['-euo', 'pipefail', '-c', commands], {
        cwd: state,
        env: { PATH: `${bin}:${env['PATH']}`, CLUSTER: cluster },
        reject: false,
        all: true,
      })
      return { exit: exitCode ?? 1, text: all ?? '' }
    },
    migrate: async () => {
      await execa(process.execPath, ['src/migrate.ts'], {
        cwd: join(root, 'docker/backend'),
        env: { NODE_ENV: 'production', DATABASE_URL: postgres.url },
      })
    },
    stop: async () => {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** People with tasks and conversations. */
export async function fill({ sql }: Postgres): Promise<void> {
  await sql(`insert into users (id, email, password_hash) select 'u' || n, n || '@example.com', 'hash' from generate_series(1, 20) n;
    insert into tasks (user_id, title, completed) select 'u' || (1 + n % 20), 'Task "' || n || '" äß😀', n % 3 = 0 from generate_series(1, 2000) n;
    insert into conversations (user_id) select 'u' || n from generate_series(1, 20) n;
    insert into messages (conversation_id, user_id, role, content, tool_calls)
      select 1 + n % 20, 'u' || (1 + n % 20), case n % 2 when 0 then 'user' else 'assistant' end, repeat('text ', n % 50), '[{"name": "add_task"}]'
      from generate_series(1, 3000) n`)
}

/** The content of every table, as one text: the number of rows and a hash of them in order. */
export async function contentOf({ sql }: Postgres): Promise<string> {
  const found: string[] = []
  for (const table of TABLES)
    found.push(
      `${table} ${await sql(`select count(*), md5(string_agg(t::text, '|' order by t::text)) from ${table} t`)}`,
    )
  return found.join('\n')
}

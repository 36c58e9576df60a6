import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsOf } from './documents.ts'
import { contentOf, fill, type World } from './world.ts'

/** Something that must hold. */
export interface Step {
  readonly name: string
  /** @throws Error with what was found instead */
  readonly run: () => Promise<void>
}

/** The dump that the document's example names. */
const EXAMPLE = 'todo-20261121T021700Z.dump'
const DAY_MS = 24 * 3600 * 1000

/** In this order: each step finds what the one before left. */
export function scenarios(root: string, world: World): readonly Step[] {
  const [dumpNow] = commandsOf(root, '## In the cluster', 1) as [string]
  const [verify] = commandsOf(root, '### Verify', 1) as [string]
  const [copyOutside] = commandsOf(root, '### A copy outside of the cluster', 1) as [string]
  const [fromFile, fromClaim] = commandsOf(root, '## Restore', 3) as [string, string]
  let before = ''

  const succeeds = async (commands: string, expected: RegExp) => {
    const { exit, text } = await world.shell(commands)
    if (exit !== 0 || !expected.test(text)) throw new Error(`exit ${exit}, not ${expected}:\n${text}`)
  }
  /** The document's commands end where a Job doesn't complete; its log says why. */
  const fails = async (commands: string, job: string, reason: RegExp) => {
    const { exit } = await world.shell(commands)
    const { text } = await world.shell(`kubectl logs job/${job}; kubectl delete job ${job}`)
    if (exit === 0 || !reason.test(text)) throw new Error(`exit ${exit}, not ${reason}:\n${text}`)
  }
  const isAsBefore = async () => {
    const now = await contentOf(world.postgres)
    if (now !== before) throw new Error(`before:\n${before}\nnow:\n${now}`)
  }
  const newest = () => join(world.backups, world.dumps().at(-1) as string)
  const damaged = (change: (file: string, bytes: Buffer) => void) => async () => {
    const file = newest()
    const bytes = readFileSync(file)
    change(file, bytes)
    try {
      await fails(verify, 'verify-now', /verification failed|can't be restored/)
    } finally {
      writeFileSync(file, bytes)
    }
  }
  const aged = (days: number): string => {
    const name = `todo-aged-${days}.dump`
    const file = join(world.backups, name)
    writeFileSync(file, 'old')
    const time = new Date(Date.now() - days * DAY_MS)
    utimesSync(file, time, time)
    return name
  }

  return [
    {
      name: 'without a dump, verification fails',
      run: () => fails(verify, 'verify-now', /verification failed: there is no dump/),
    },
    {
      name: 'a dump of a migrated database without users fails to be verified',
      run: async () => {
        await world.migrate()
        await succeeds(dumpNow, /\.dump/)
        await fails(verify, 'verify-now', /has no user/)
      },
    },
    {
      name: 'a dump, by the document',
      run: async () => {
        await fill(world.postgres)
        before = await contentOf(world.postgres)
        await waitASecond()
        await succeeds(dumpNow, /\.dump/)
      },
    },
    {
      name: 'it is verified, by the document',
      run: () => succeeds(verify, /tasks: 2000\n.*\n.*\nrestored /),
    },
    {
      name: 'a copy outside of the cluster, by the document',
      run: () => succeeds(copyOutside, /TABLE DATA public tasks/),
    },
    {
      name: 'rows deleted by mistake come back from the claim, by the document',
      run: async () => {
        await world.postgres.sql('delete from users')
        await succeeds(fromClaim.replaceAll(EXAMPLE, newest().split('/').at(-1) as string), /^/)
        await isAsBefore()
      },
    },
    {
      name: 'a lost database comes back from the copy, by the document',
      run: async () => {
        await world.postgres.lose()
        await world.migrate()
        await succeeds(fromFile, /^/)
        await world.migrate()
        await isAsBefore()
        await world.postgres.sql("insert into tasks (user_id, title) values ('u1', 'after the restore')")
        await world.postgres.sql("delete from tasks where title = 'after the restore'")
      },
    },
    {
      name: 'a dump that was cut off fails to be verified',
      run: damaged((file, bytes) => truncateSync(file, Math.floor(bytes.length * 0.7))),
    },
    {
      name: 'a dump with damaged bytes fails to be verified',
      run: damaged((file, bytes) => {
        const changed = Buffer.from(bytes)
        const middle = Math.floor(changed.length * 0.6)
        changed.fill(0, middle, middle + 200)
        writeFileSync(file, changed)
      }),
    },
    { name: 'an empty file fails to be verified', run: damaged((file) => truncateSync(file, 0)) },
    {
      name: 'a dump of two days ago fails to be verified',
      run: async () => {
        const now = new Date()
        const old = new Date(Date.now() - 2 * DAY_MS)
        utimesSync(newest(), old, old)
        try {
          await fails(verify, 'verify-now', /is too old/)
        } finally {
          utimesSync(newest(), now, now)
        }
      },
    },
    {
      name: 'while backups fail no old dump goes, and no half one stays',
      run: async () => {
        const [expired, kept] = [aged(16), aged(13)]
        await world.postgres.admin('alter database todo with allow_connections false')
        try {
          await fails(dumpNow, 'backup-now', /not currently accepting connections/)
        } finally {
          await world.postgres.admin('alter database todo with allow_connections true')
        }
        const found = readdirSync(world.backups)
        if (!found.includes(expired) || !found.includes(kept) || found.some((name) => name.endsWith('.part')))
          throw new Error(found.join())
      },
    },
    {
      name: 'with a new dump those older than 14 days go, and the others stay',
      run: async () => {
        await waitASecond()
        const count = world.dumps().length
        await succeeds(dumpNow, /\.dump/)
        const found = world.dumps()
        if (
          found.length !== count ||
          found.includes('todo-aged-16.dump') ||
          !found.includes('todo-aged-13.dump')
        )
          throw new Error(found.join())
      },
    },
  ]
}

/** The name of a dump has seconds. */
const waitASecond = () => new Promise((resolve) => setTimeout(resolve, 1100))

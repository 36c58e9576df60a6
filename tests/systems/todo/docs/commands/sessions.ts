/** What a person does before a command. */
export interface Hands {
  /** Replaces a text of a file, which must be there. */
  readonly replace: (path: string, from: string, to: string) => void
  /** Commits and pushes everything. */
  readonly publish: (message: string) => void
  /** Another command line. */
  readonly shell: (line: string) => Promise<void>
}

export interface Step {
  /** As a document has it, placeholders included. */
  readonly command: string
  /** Commands before it in the same shell, whose variables it reads. */
  readonly after?: readonly string[]
  /** What placeholders stand for, beyond those of every session. */
  readonly given?: Readonly<Record<string, string>>
  readonly before?: (hands: Hands) => void | Promise<void>
  readonly prints?: RegExp
  /** The folder in which it runs. */
  readonly folder?: string
}

export type Session = readonly (string | Step)[]

const STAGING = 'environments/staging/environment.yaml'
const BUMP = 'npm run bump -- --environment staging --image backend=TAG@sha256:DIGEST --commit SOURCE --push'

const pull = ({ shell }: Hands): Promise<void> => shell('git pull --quiet --ff-only')

/** A build of a commit of its own. */
const build = (command: string, tag: string): Step => ({
  command,
  given: { TAG: tag },
  before: async (hands) => {
    await pull(hands)
    const { replace, publish } = hands
    replace('notes.txt', 'Source', `Source\n${tag}`)
    publish(`Source of ${tag}`)
  },
})

/** Bumps services to builds of the newest commit. */
const bumped =
  (environment: string, ...builds: readonly string[]) =>
  ({ shell }: Hands): Promise<void> => {
    const images = builds.map((build) => `--image ${build}@sha256:${'b2'.repeat(32)}`).join(' ')
    return shell(
      `npm run -s bump -- --environment ${environment} ${images} --commit "$(git rev-parse HEAD)" --push`,
    )
  }

/** Commands one after another, each session in a copy of its own. */
export const SESSIONS: Readonly<Record<string, Session>> = {
  'a first change': [
    'npm run check && npm run validate',
    {
      command: 'npm run render',
      before: ({ replace }) => {
        replace(STAGING, 'LOG_LEVEL: debug', 'LOG_LEVEL: warn')
      },
    },
    { command: 'git diff', prints: /^\+.*LOG_LEVEL.*warn/m },
    { command: 'npm run diff', prints: /restarts backend/ },
    { command: 'npm run render && npm run validate && npm run diff', prints: /restarts backend/ },
    'npm run validate',
    `git commit -am "Let staging's backend scale from 3 and log warnings"`,
    { command: 'npm run why -- staging ConfigMap/backend data.LOG_LEVEL', prints: /warn/ },
    { command: 'git revert --no-edit HEAD && npm run check', prints: /up to date/ },
  ],

  'what is added': [
    'npm run new-service -- cart --port 7070 --probe grpc',
    'npm run new-service -- cart-store --kind StatefulSet --image redis:8.2@sha256:DIGEST --port 6379',
    'npm run new-service -- load --port none --probe "node healthy.mjs" --environment minikube',
    'npm run new-service -- cache --kind StatefulSet --image redis:8.2@sha256:DIGEST --port 6379 --environment staging',
    { command: 'git add base && git diff --cached', prints: /cart/ },
    'npm run render && npm run check && npm run validate',
    { command: 'npm run new-environment qa staging', prints: /qa/ },
    'git add --all && git commit -m "Begin shop"',
    {
      command: 'git add --all && git commit -m "Upgrade the engine"',
      before: ({ replace }) => replace('notes.txt', 'Source', 'Engine'),
    },
  ],

  'releases, pushed': [
    build(BUMP, '1.3.0'),
    build(BUMP, '1.4.0'),
    { command: 'git pull --ff-only && npm run history ENV', prints: /1\.3\.0 -> 1\.4\.0/ },
    {
      command: 'npm run rollback ENV -- --reason "Orders are lost since noon" --push',
      prints: /backend rolls back from 1\.4\.0 to 1\.3\.0[\s\S]*\nproven:/,
    },
    {
      command: 'npm run rollback ENV -- --reason "Back to Monday" --to COMMIT --push',
      prints: /proven:/,
    },
    { command: 'npm run metrics', prints: /staging/ },
    {
      command: `git push origin "$(git commit-tree "$tree" -m 'Begin the record of health')":refs/heads/health`,
      after: [
        "blob=$(echo 'Health of releases, written by the workflow health.' | git hash-object -w --stdin)",
        String.raw`tree=$(printf '100644 blob %s\tREADME.md\n' "$blob" | git mktree)`,
      ],
      prints: /new branch/,
    },
    'npm run metrics -- production --since 2026-01-01',
    { command: 'npm run -s metrics -- --json', prints: /^\{/ },
  ],

  'a rollback of two services': [
    {
      command:
        'npm run rollback ENV -- --reason "Chat answers twice" --service backend --service ai-agent --push',
      before: bumped('staging', 'backend=2.0.0', 'ai-agent=2.0.0', 'frontend=2.0.0'),
      prints: /ai-agent rolls back from 2\.0\.0 to 0\.1\.0/,
    },
  ],

  production: [
    {
      command: 'npm run rollback production -- --reason "Orders were lost since noon" --push',
      before: bumped('production', 'backend=1.4.0'),
      prints: /proven:/,
    },
    'npm run hold production -- --reason "Freeze until the fair is over" --until 2026-12-01 --push',
    'npm run release-hold production -- --push',
    'npm run bump -- --environment staging --image backend=1.4.0@sha256:… --commit 3d3c42e…',
    'npm run audit',
    'npm run audit -- --base origin/main',
  ],

  'the quickstart': [
    {
      command: `git commit -am "Log more in Minikube's backend" && git push`,
      before: ({ replace }) => replace('notes.txt', 'Source', 'Settings'),
    },
    {
      command: 'git commit -am "Our own repository" && git push',
      before: ({ replace }) => replace('notes.txt', 'Settings', 'Ours'),
    },
    'npm run bump -- --environment minikube --image backend=0.2.0 --commit "$(git rev-parse HEAD)"',
    'git push',
    {
      command: 'npm run rollback minikube -- --reason "Chat answers twice since 0.2.0."',
      prints: /backend rolls back from 0\.2\.0 to 0\.1\.0/,
    },
    'git push',
    'cp environments/minikube/secrets.example.env environments/minikube/secrets.env',
    'chmod 600 environments/minikube/secrets.env',
    {
      command: String.raw`printf 'POSTGRES_PASSWORD=%s\nAUTH_SECRET=%s\n' "$(openssl rand -hex 24)" "$(openssl rand -hex 32)" > .env`,
      folder: 'docker',
    },
  ],
}

/** A command line in a fresh clone, and what must come of it. */
export interface Step {
  readonly command: string
  /** Defaults to 0. */
  readonly exit?: number
  /** What its output must hold. */
  readonly says?: string
}

/** `npm ci && npm run render`, the first command of the README. */
export const RENDER: readonly Step[] = [{ command: 'npm ci' }, { command: 'npm run render' }]

/** Options that npm keeps for itself: refused, with the command line to type. */
export const SWALLOWED: readonly Step[] = [
  {
    command: 'npm run hold staging --reason "Load test until noon" --dry-run',
    exit: 2,
    says: "npm run hold -- staging --reason 'Load test until noon' --dry-run",
  },
  { command: 'npm run check --json', exit: 2, says: 'npm run check -- --json' },
  { command: 'npm run render staging --force', exit: 2, says: 'npm run render -- staging --force' },
  { command: 'npm run doctor --context kind', exit: 2, says: 'npm run doctor -- --context kind' },
  { command: 'npm run -s check -- --json', says: '"findings": []' },
]

/**
 * The tools that `npm test` starts, each with little to do: all of it takes minutes, and starting is what
 * depends on Node and npm. tests/pinned-node.test.ts holds that the pinned Node runs them.
 */
export const TEST: readonly Step[] = [
  { command: 'npm run typecheck -- --version', says: 'Version' },
  { command: 'npm run lint -- package.json', says: 'Checked 1 file' },
  { command: 'npm run vitest -- tests/problem tests/pinned-node.test.ts' },
]

/** The same of the services, a package of its own with its own lockfile. */
export const WORKLOAD: readonly Step[] = [
  { command: 'npm run install:workload' },
  { command: 'npm --prefix docker run typecheck -- --version', says: 'Version' },
  { command: 'npm --prefix docker run lint -- package.json', says: 'Checked 1 file' },
  { command: 'npm --prefix docker run vitest -- shared/tests/redact' },
  { command: 'npm --prefix docker run typecheck -w @todo/frontend -- --version', says: 'Version' },
]

import { type ProgramRun, runProgram } from './run-program.ts'

/**
 * Variables by which git names a repository or changes how it is read, of `git rev-parse --local-env-vars` and the
 * manual's "Environment Variables". git sets them for hooks, aliases and `rebase --exec`; here the repository is the
 * folder that the command works on, whatever they say. GIT_CONFIG_COUNT and GIT_CONFIG_PARAMETERS stay: they are how a
 * workflow passes a credential helper, and `git -c` a name.
 */
export const REPOSITORY_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
  'GIT_ATTR_SOURCE',
  'GIT_GLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_QUARANTINE_PATH',
] as const

/** The environment of every git that this tool starts. */
export const gitEnvironment = (
  extra: Readonly<Record<string, string>> = {},
): Record<string, string | undefined> => ({
  ...process.env,
  ...Object.fromEntries(REPOSITORY_VARIABLES.map((name) => [name, undefined])),
  // Messages that are read must not depend on the language of the machine, and no one is there to type a password.
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  ...extra,
})

export interface GitOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/** How a run of git ended, and what it wrote, without the last line break. */
export interface GitRun extends Omit<ProgramRun, 'stdout'> {
  readonly stdout: string
}

/** Runs git in the repository at `root`; what its exit code means is for the caller to say. */
export async function runGit(
  root: string,
  args: readonly string[],
  { input, env }: GitOptions = {},
): Promise<GitRun> {
  const run = await runProgram('git', args, {
    cwd: root,
    env: gitEnvironment(env),
    ...(input !== undefined && { input }),
  })
  return { ...run, stdout: trimmed(new TextDecoder().decode(run.stdout)), stderr: trimmed(run.stderr) }
}

const trimmed = (text: string): string => text.replace(/\r?\n$/, '')

import { type Check, type Verdict, warn } from '../check.ts'

/** What GitHub answered, or why it didn't: the HTTP status and a sentence. */
export type Reply =
  | { readonly data: unknown }
  | { readonly status: number | undefined; readonly error: string }

/** Reads a path of GitHub's API: behind the repository's, or from `/orgs/` or `/users/`. Asks nothing twice. */
export type Ask = (path: string) => Promise<Reply>

export type Finding = Omit<Check, 'scope'>

/** What a check is about, and what a token needs to look at it. */
export interface About {
  readonly name: string
  readonly needed: string
  /** A permission of a token, as in `Administration: read`. */
  readonly permission: string
}

/**
 * Asks, and judges the answer.
 *
 * @param absent what 404 means; by default that the token may not see it, which is what GitHub answers then.
 */
export async function judged(
  ask: Ask,
  path: string,
  { permission, ...about }: About,
  judge: (data: unknown) => Verdict | Promise<Verdict>,
  absent?: Verdict,
): Promise<Finding> {
  const reply = await ask(path)
  if ('data' in reply) return { ...about, ...(await judge(reply.data)) }
  if (reply.status === 404 && absent) return { ...about, ...absent }
  return {
    ...about,
    ...(isPlan(reply.error)
      ? warn("not part of this repository's plan", 'docs/github.md, step 2, lists what each plan offers.')
      : warn(
          `could not be looked at: ${reply.error}`,
          `Use a token with the repository permission "${permission}", or look in the settings.`,
        )),
  }
}

/** As in "Upgrade to GitHub Pro or make this repository public to enable this feature." */
const isPlan = (error: string): boolean => /upgrade to github/i.test(error)

/** A member of unknown data, by its path. */
export function member(data: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    data,
  )
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Something that has to be in place, and how it was found. */
export interface Check extends Verdict {
  /** Where: `this machine`, `this repository`, `cluster NAME` or `environment NAME`. */
  readonly scope: string
  readonly name: string
  /** What it is needed for. */
  readonly needed: string
}

export interface Verdict {
  /** `missing`: something will not work; `warn`: look at it, or only some commands need it. */
  readonly state: 'ok' | 'warn' | 'missing'
  readonly found: string
  /** What to do; always there unless the state is `ok`. */
  readonly remediation?: string
}

export const ok = (found: string): Verdict => ({ state: 'ok', found })
export const warn = (found: string, remediation: string): Verdict => ({ state: 'warn', found, remediation })
export const missing = (found: string, remediation: string): Verdict => ({
  state: 'missing',
  found,
  remediation,
})

/** Whether a version such as `2.39.5` is at least another, part by part; missing parts count as 0. */
export function atLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((each) => each.split('.').map(Number)) as [number[], number[]]
  const differing = want.findIndex((part, index) => (have[index] ?? 0) !== part)
  return differing === -1 || (have[differing] ?? 0) > (want[differing] as number)
}

/** `1.36.1` and `v1.36.1+k3s1` become `1.36`. */
export const minorOf = (version: string): string => /([0-9]+\.[0-9]+)/.exec(version)?.[1] ?? version

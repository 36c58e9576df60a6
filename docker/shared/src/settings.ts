/** How one variable's text becomes a value: `parse` throws an Error whose message says what was expected. */
export type Setting<T> = {
  readonly expected: string
  /** The same in the words of a programs.yaml, which is written from it: `npm run programs`. */
  readonly form: string
  readonly parse: (text: string) => T
  /** The value when the variable is absent or empty; without it the variable is required. */
  readonly fallback?: { readonly value: T }
}

export type SettingsSpec = Readonly<Record<string, Setting<unknown>>>

export type SettingsOf<S extends SettingsSpec> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never
}

/** All that is wrong with the environment, at once: one line a variable. */
export class SettingsError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Invalid environment variables:\n${problems.map((line) => `  ${line}`).join('\n')}`)
    this.name = 'SettingsError'
    this.problems = problems
  }
}

/**
 * Reads a service's settings from the environment.
 *
 * @param spec the variables the service reads; nothing else is looked at
 * @param environment usually `process.env`; an empty text counts as absent, because `KEY=` is how
 *   shells, compose files and Kubernetes write "not set"
 * @returns one value a variable, of the type its setting parses to
 * @throws SettingsError naming every variable that is missing or malformed; it never quotes the value,
 *   which may be a secret
 */
export function readSettings<S extends SettingsSpec>(
  spec: S,
  environment: Readonly<Record<string, string | undefined>>,
): SettingsOf<S> {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(spec)) {
    const text = environment[name]?.trim() ?? ''
    if (text === '') {
      if (setting.fallback) values[name] = setting.fallback.value
      else problems.push(`${name} is not set: expected ${setting.expected}`)
      continue
    }
    try {
      values[name] = setting.parse(text)
    } catch {
      problems.push(`${name} is not valid: expected ${setting.expected}`)
    }
  }
  if (problems.length > 0) throw new SettingsError(problems)
  return values as SettingsOf<S>
}

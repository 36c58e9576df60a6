/** Exit codes of every command. */
export const EXIT = {
  good: 0,
  /** There is something to do, and it is listed. */
  findings: 1,
  /** The command line or an input file is wrong. */
  input: 2,
  /** A tool, the disk or the network failed. */
  failure: 3,
} as const

/** What a command has to say: for people as lines, for programs as data. Only the printer writes it. */
export interface Outcome {
  readonly exit: (typeof EXIT)[keyof typeof EXIT]
  /** What was asked for, for stdout. */
  readonly lines: readonly Line[]
  /** Printed as it is instead of the lines, where the form is what was asked for. */
  readonly text?: string
  /** What went wrong, for stderr. */
  readonly errors: readonly string[]
  /** All of it, for `--json`. */
  readonly json: Readonly<Record<string, unknown>>
}

/** A line for people; `tone` becomes a colour on a terminal. */
export interface Line {
  readonly text: string
  readonly tone?: 'good' | 'changed' | 'bad' | 'quiet'
}

/** What several outcomes come to: the worst exit code, and everything that they say. */
export const together = (outcomes: readonly Outcome[]): Pick<Outcome, 'exit' | 'lines' | 'errors'> => ({
  exit: outcomes.reduce<Outcome['exit']>((worst, { exit }) => (exit > worst ? exit : worst), EXIT.good),
  lines: outcomes.flatMap(({ lines }) => lines),
  errors: outcomes.flatMap(({ errors }) => errors),
})

/** The outcome of a call that can't be done as it is; `message` says how to fix it. */
export const wrong = (message: string): Outcome => ({
  exit: EXIT.input,
  lines: [],
  errors: [message],
  json: { problems: [{ message }] },
})

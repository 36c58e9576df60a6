import type { Read } from './checker.ts'

// How the output of checkers of files is read. The types name only what is used of it.

interface HadolintFinding {
  readonly code: string
  readonly file: string
  readonly line: number
  readonly message: string
}

export const hadolint: Read = (output) =>
  (JSON.parse(output) as HadolintFinding[]).map(({ code, file, line, message }) => ({
    rule: code,
    place: `${file}:${line}`,
    message,
  }))

/** `base/x.yaml:3:7: [error] too many spaces inside braces (braces)`. */
export const yamllint: Read = (output) =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, file, at, message, rule] =
        /^(.+?):(\d+):\d+: \[\w+\] (.*?)(?: \(([\w-]+)\))?$/.exec(line) ?? []
      if (!file) throw new Error(`a line of yamllint that is not understood: ${line}`)
      return { rule: rule ?? 'syntax', place: `${file}:${at}`, message: message ?? '' }
    })

interface ActionlintFinding {
  readonly kind: string
  readonly filepath: string
  readonly line: number
  readonly message: string
}

export const actionlint: Read = (output) =>
  (JSON.parse(output) as ActionlintFinding[]).map(({ kind, filepath, line, message }) => ({
    rule: kind,
    place: `${filepath}:${line}`,
    message,
  }))

interface ZizmorFinding {
  readonly ident: string
  readonly desc: string
  readonly locations: readonly {
    readonly symbolic: {
      readonly kind: string
      readonly key: { readonly Local?: { readonly verbatim_path: string } }
    }
    readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } }
  }[]
}

export const zizmor: Read = (output) =>
  (JSON.parse(output) as ZizmorFinding[]).map(({ ident, desc, locations }) => {
    const main = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0]
    const line = (main?.concrete.location.start_point.row ?? 0) + 1
    return { rule: ident, place: `${main?.symbolic.key.Local?.verbatim_path}:${line}`, message: desc }
  })

interface GitleaksFinding {
  readonly RuleID: string
  readonly Description: string
  readonly File: string
  readonly StartLine: number
  readonly Commit: string
}

export const gitleaks: Read = (output) =>
  (JSON.parse(output) as GitleaksFinding[]).map(({ RuleID, Description, File, StartLine, Commit }) => ({
    rule: RuleID,
    place: `${File}:${StartLine}`,
    message: `${Description} (commit ${Commit.slice(0, 12)})`,
  }))

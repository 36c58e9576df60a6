/** A call in a template whose result differs from one run to the next, or from a machine to a cluster. */
export interface Call {
  readonly name: string
  readonly start: number
  readonly end: number
  /** From 1. */
  readonly line: number
}

const RANDOM = 'returns a different value each time'
const CLOCK = 'reads the clock'

/** https://helm.sh/docs/chart_template_guide/function_list/ and https://masterminds.github.io/sprig/ */
const REASONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['randAlphaNum', 'randAlpha', 'randNumeric', 'randAscii', 'randBytes', 'randInt', 'shuffle'],
      ...['uuidv4', 'bcrypt', 'htpasswd', 'encryptAES'],
    ].map((name) => [name, RANDOM]),
  ),
  ...Object.fromEntries(
    [
      ...['genCA', 'genCAWithKey', 'genPrivateKey', 'genSelfSignedCert', 'genSelfSignedCertWithKey'],
      ...['genSignedCert', 'genSignedCertWithKey'],
    ].map((name) => [name, 'generates a new key or certificate each time']),
  ),
  // date and its kin take the time of now for what is no time.
  ...Object.fromEntries(
    ['now', 'ago', 'date', 'dateInZone', 'date_in_zone', 'htmlDate', 'htmlDateInZone'].map((name) => [
      name,
      CLOCK,
    ]),
  ),
  lookup: 'reads the cluster, and there is none',
  getHostByName: 'asks the network',
}

/** Why a call can't be made when a chart is rendered into git. */
export const reasonFor = (name: string): string => REASONS[name] ?? RANDOM

const ACTION = /\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}|\{\{/g
/** Texts in quotes, the end of the action, or a word: behind a dot or a dollar it is a field or a variable. */
const PIECE = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\}\}|[.$]?[A-Za-z_]\w*/g

/** The calls of a template, in the order of the text; what stands in quotes and comments is none. */
export function callsIn(template: string): Call[] {
  const calls: Call[] = []
  for (ACTION.lastIndex = 0; ; ) {
    const action = ACTION.exec(template)
    if (!action) return calls
    if (action[0] !== '{{') continue
    PIECE.lastIndex = ACTION.lastIndex
    for (let piece = PIECE.exec(template); piece && piece[0] !== '}}'; piece = PIECE.exec(template)) {
      const [name] = piece
      if (Object.hasOwn(REASONS, name))
        calls.push({
          name,
          start: piece.index,
          end: piece.index + name.length,
          line: template.slice(0, piece.index).split('\n').length,
        })
    }
    if (PIECE.lastIndex === 0) return calls // an action without an end: helm says so
    ACTION.lastIndex = PIECE.lastIndex
  }
}

/** What takes no argument can stand where an argument does. */
const WITHOUT_ARGUMENTS = ['now', 'uuidv4']

/**
 * A template in which each call fails with a mark when it is reached, and only then: `printf` evaluates its format
 * before all else, whatever arguments or pipes follow.
 *
 * @param markOf gives the mark of a call; nothing leaves the call as it is.
 */
export function withTraps(
  template: string,
  calls: readonly Call[],
  markOf: (call: Call) => string | undefined,
): string {
  let made = ''
  let at = 0
  for (const call of calls) {
    const mark = markOf(call)
    if (mark === undefined) continue
    const trap = `(fail \`${mark}\`)`
    made += template.slice(at, call.start) + (WITHOUT_ARGUMENTS.includes(call.name) ? trap : `printf ${trap}`)
    at = call.end
  }
  return made + template.slice(at)
}

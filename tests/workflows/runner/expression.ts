/** What expressions can name: `github`, `inputs`, `steps` and the like. A name that isn't here is a mistake. */
export type Contexts = Readonly<Record<string, unknown>>

/** How things have gone so far, for `always()` and its like. */
export interface Progress {
  readonly failed: boolean
}

/**
 * The part of GitHub's expressions that the workflows use; anything else throws.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluate(expression: string, contexts: Contexts, { failed }: Progress): unknown {
  const tokens = tokensOf(expression)
  let at = 0
  const peek = () => tokens[at]
  const take = (wanted?: string): string => {
    const token = tokens[at++]
    if (token === undefined || (wanted !== undefined && token !== wanted))
      throw new Error(`${expression}: expected ${wanted ?? 'more'}, found ${token ?? 'its end'}`)
    return token
  }
  const or = (): unknown => {
    let value = and()
    while (peek() === '||') {
      take()
      const other = and()
      value = isTrue(value) ? value : other
    }
    return value
  }
  const and = (): unknown => {
    let value = compared()
    while (peek() === '&&') {
      take()
      const other = compared()
      value = isTrue(value) ? other : value
    }
    return value
  }
  const compared = (): unknown => {
    const value = not()
    if (peek() !== '==' && peek() !== '!=') return value
    return (take() === '==') === equal(value, not())
  }
  const not = (): unknown => {
    if (peek() !== '!') return member()
    take()
    return !isTrue(not())
  }
  const member = (): unknown => {
    let value = primary()
    while (peek() === '.') {
      take()
      const key = take()
      value = (value as Record<string, unknown> | null | undefined)?.[key] ?? null
    }
    return value
  }
  const primary = (): unknown => {
    const token = take()
    if (token === '(') {
      const value = or()
      take(')')
      return value
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
    if (peek() === '(') return call(token)
    if (Object.hasOwn(contexts, token)) return step(token, contexts[token])
    throw new Error(`${expression}: nothing here is called ${token}`)
  }
  /** Where a context has a fixed set of names, a name that it lacks is a mistake. */
  const step = (name: string, value: unknown): unknown => {
    if (!STRICT.includes(name)) return value
    take('.')
    const key = take()
    if (!Object.hasOwn(value as object, key)) throw new Error(`${expression}: ${name} has no ${key}`)
    return (value as Record<string, unknown>)[key]
  }
  const call = (name: string): unknown => {
    take('(')
    const given: unknown[] = peek() === ')' ? [] : [or()]
    while (peek() === ',') {
      take()
      given.push(or())
    }
    take(')')
    if (name === 'fromJSON') return JSON.parse(String(given[0]))
    if (name === 'toJSON') return JSON.stringify(given[0], null, 2)
    if (name === 'format')
      return String(given[0]).replace(/\{(\d+)\}/g, (_, index) => textOf(given[Number(index) + 1]))
    if (name === 'always') return true
    if (name === 'success') return !failed
    throw new Error(`${expression}: this runner knows no ${name}()`)
  }
  const value = or()
  if (at < tokens.length) throw new Error(`${expression}: ${tokens[at]} is too much`)
  return value
}

const STRICT = ['github', 'inputs', 'needs', 'secrets', 'steps', 'vars']

/** Replaces every `${{ }}` of a text. */
export const interpolate = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    textOf(evaluate(expression, contexts, { failed: false })),
  )

/** Whether a step or job is to run: without a status function in its condition, only if nothing has failed. */
export function isDue(condition: string | undefined, contexts: Contexts, progress: Progress): boolean {
  if (condition === undefined) return !progress.failed
  const bare = /^\$\{\{(.*)\}\}$/s.exec(condition)?.[1] ?? condition
  if (progress.failed && !/\balways\(\)/.test(bare)) return false
  return isTrue(evaluate(bare, contexts, progress))
}

const TOKEN = /\s*('(?:[^']|'')*'|&&|\|\||==|!=|[!().,]|[A-Za-z_][A-Za-z0-9_-]*)/y

function tokensOf(expression: string): string[] {
  const tokens: string[] = []
  const text = expression.trim()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) throw new Error(`${expression}: ${text.slice(from)} is not understood`)
    tokens.push(token)
  }
  return tokens
}

const isTrue = (value: unknown): boolean => Boolean(value)

/** Unlike kinds are compared as numbers, in which null, false and the empty text are 0. */
function equal(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase()
  if (typeof a === typeof b) return a === b
  return Number(a ?? 0) === Number(b ?? 0)
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value, null, 2)
      : String(value)

const known = new Map<string, RegExp>()

/**
 * A pattern of a schema, compiled once. Kubernetes writes them for Go, which alone can ignore the case from the middle
 * on; those there are do it from the start.
 *
 * @throws {SyntaxError} if JavaScript can't read it: a test holds that it can read all in the data.
 */
export function expressionOf(pattern: string): RegExp {
  let expression = known.get(pattern)
  if (!expression) {
    const plain = pattern.replace(/^(\^?)\(\?i\)/, '$1')
    expression = new RegExp(plain, plain === pattern ? '' : 'i')
    known.set(pattern, expression)
  }
  return expression
}

/** The steps of a JSON pointer, unescaped. https://www.rfc-editor.org/rfc/rfc6901#section-4 */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

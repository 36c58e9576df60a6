/** A variable of a service, as its settings.env declares it. */
export interface Setting {
  readonly name: string
  readonly value: string
  /** The comment above it. */
  readonly meaning: string
}

/** The variables of an env file, each with the comment above it. */
export function settingsOf(text: string): Setting[] {
  const found: Setting[] = []
  let comment: string[] = []
  for (const line of text.split('\n')) {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? []
    if (line.startsWith('#')) comment.push(line.replace(/^#\s*/, ''))
    else if (name !== undefined && value !== undefined) {
      found.push({ name, value, meaning: comment.join(' ') })
      comment = []
    } else comment = []
  }
  return found
}

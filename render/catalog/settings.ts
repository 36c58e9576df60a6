/** A variable that a settings.env declares. */
export interface Setting {
  /** What base sets it to. */
  readonly value: string
  /** The comment above it, on one line; empty without one. */
  readonly description: string
}

/** The variables of a settings.env by name; kustomize reads it by the same rule: NAME=VALUE, # comments. */
export function settingsIn(text: string): Map<string, Setting> {
  const settings = new Map<string, Setting>()
  let comment: string[] = []
  for (const line of text.split('\n').map((line) => line.trim())) {
    const equals = line.indexOf('=')
    if (line.startsWith('#')) comment.push(line.slice(1).trim())
    else if (equals > 0)
      settings.set(line.slice(0, equals).trim(), {
        value: line.slice(equals + 1),
        description: comment.join(' '),
      })
    if (!line.startsWith('#')) comment = []
  }
  return settings
}

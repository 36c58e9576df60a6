/** Whether GitHub holds this text already: it may keep line ends and blank ends in its own way. */
export const sameText = (held: string | null | undefined, wanted: string): boolean =>
  normal(held ?? '') === normal(wanted)

const normal = (text: string): string => text.replaceAll('\r\n', '\n').trim()

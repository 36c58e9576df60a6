/** A text of at most `most` characters, with a sign where some are missing: by characters, not by halves of them. */
export function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

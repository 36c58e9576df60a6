/**
 * The placeholder that a value still is, as templates and manuals write them: `<model>`, `changeme`, `YOUR_API_KEY`,
 * `xxx`, `TBD`. Also as a part of a URL or a list, where no other text looks like that.
 *
 * @returns the placeholder; nothing if the value may be meant.
 */
export function placeholderIn(value: string): string | undefined {
  const plain = value.trim()
  return WHOLE.some((pattern) => pattern.test(plain)) ? plain : PART.exec(plain)?.[0]
}

/** Marks of unfinished work in capitals only: in small letters they are words and names. */
const WHOLE: readonly RegExp[] = [
  /^(TO-?DO|TBD|FIXME|TBC)\b[:!]?( .*)?$/,
  /^x{3,}$/i,
  /^(change|replace|fill|set|insert)[-_ ]?(me|this|it|in)([-_ ](please|now|later|in[-_ ]production))?[.!]*$/i,
  /^\[?(your|my)[-_ ][a-z0-9]+([-_ ][a-z0-9]+)*([-_ ]here)\]?$/i,
  /^YOUR[-_ ][A-Z0-9]+([-_ ][A-Z0-9]+)*$/,
  /^(place-?holder|(insert|put|enter|replace)[-_ ].*[-_ ]here)$/i,
  /^<[A-Za-z][^<>]*>$/,
]

/** `<your-host>` in a URL or an address: no other text has these signs there. */
const PART =
  /(?<=^[^\s<]*[/:@.=,])<[A-Za-z][\w .-]*>|\b[Cc][Hh][Aa][Nn][Gg][Ee][-_]?[Mm][Ee]\b|\b(YOUR|REPLACE)_[A-Z0-9_]+\b/

/** Short enough for what a server cuts off, long enough not to hit ordinary words by chance. */
const WIDTH = 8
/** Below this many characters a value is only hidden where it stands alone: `5` is in every port. */
const ALONE = 4

const HIDDEN = '[redacted]'

/**
 * A function that hides values in a text of another program: as they are, escaped as JSON, a Go string or a URL, as
 * hexadecimal or base64 (also within a longer base64 text), line by line, and parts of them from eight characters on; in
 * capitals and small letters alike, as servers write names and URLs.
 *
 * @param values what must not be shown. @param known what the user sees anyway, as names of Secrets and namespaces.
 */
export function redactor(values: readonly string[], known: readonly string[] = []): (text: string) => string {
  const grams = new Map<number, Set<string>>()
  const shown = known.map(folded)
  for (const form of new Set(values.filter(Boolean).flatMap(casesOf).flatMap(formsOf).map(folded)))
    for (const gram of gramsOf(form))
      if (!shown.some((text) => text.includes(gram)))
        grams.set(gram.length, (grams.get(gram.length) ?? new Set()).add(gram))
  return (text) => hide(text, grams)
}

/** As it is, and as bytes of another case, which base64 writes with other characters. */
const casesOf = (value: string): string[] => [value, value.toLowerCase(), value.toUpperCase()]

/** In small letters, each at its place: those that would become two stay. */
const folded = (text: string): string =>
  text.replace(/[A-Z\u0080-\uffff]/g, (sign) => {
    const small = sign.toLowerCase()
    return small.length === 1 ? small : sign
  })

const gramsOf = (form: string): string[] =>
  form.length <= WIDTH
    ? [form]
    : Array.from({ length: form.length - WIDTH + 1 }, (_, start) => form.slice(start, start + WIDTH))

function hide(text: string, grams: ReadonlyMap<number, ReadonlySet<string>>): string {
  const small = folded(text)
  let shown = ''
  let rest = 0
  let hiddenTo = -1
  for (let at = 0; at < text.length; at++) {
    let end = at
    for (const [length, known] of grams)
      if (known.has(small.slice(at, at + length)) && (length >= ALONE || standsAlone(text, at, at + length)))
        end = Math.max(end, at + length)
    if (end === at) continue
    if (at > hiddenTo) shown += text.slice(rest, at) + HIDDEN
    hiddenTo = Math.max(hiddenTo, end)
    rest = hiddenTo
  }
  return shown + text.slice(rest)
}

const standsAlone = (text: string, start: number, end: number): boolean =>
  !/[A-Za-z0-9+/_-]/.test((text[start - 1] ?? '') + (text[end] ?? ''))

/** The ways in which a value may appear. */
function formsOf(value: string): string[] {
  const texts = [value, ...value.split(/\r?\n/).map((line) => line.trim())].filter(Boolean)
  return texts.flatMap((text) => {
    const bytes = Buffer.from(text)
    const encoded = bytes.toString('base64')
    return [
      ...escaped(text),
      ...escaped(text).flatMap(escaped),
      ...urlForms(text),
      bytes.toString('hex'),
      ...base64Forms(bytes),
      // A Secret's data within an object that is itself encoded, as an admission patch is.
      ...base64Forms(Buffer.from(encoded)),
    ]
  })
}

/** As JSON and Go write a string; Go's JSON also escapes what HTML could read. */
function escaped(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const html = json.replace(/[<>&]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [text, json, html, text.replaceAll("'", "''")]
}

function urlForms(text: string): string[] {
  const encoded = encodeURIComponent(text.toWellFormed())
  return [
    encoded,
    encoded.replaceAll('%20', '+'),
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ]
}

/** The characters that only the bytes decide, whichever of three positions they have in a longer text. */
function base64Forms(bytes: Buffer): string[] {
  const aligned = [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  const forms = [bytes.toString('base64'), ...aligned.filter((core) => core.length >= ALONE)]
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
}

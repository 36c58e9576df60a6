import { isMap, isScalar, parse, parseDocument } from 'yaml'

/**
 * A source.yaml with other texts in some keys of `chart` or `kustomize`, and everything else byte for byte as it was. A
 * key that isn't there yet comes behind the last one.
 */
export function editSource(
  text: string,
  section: 'chart' | 'kustomize',
  wanted: Readonly<Record<string, string>>,
): string {
  let edited = text
  for (const [key, value] of Object.entries(wanted)) {
    const map = parseDocument(edited).get(section, true)
    if (!isMap(map)) return edited
    const found = map.get(key, true)
    const written = parse(value) === value ? value : JSON.stringify(value)
    if (isScalar(found) && found.range) {
      if (found.value !== value)
        edited =
          edited.slice(0, found.range[0]) + quotedAs(found.type, written) + edited.slice(found.range[1])
      continue
    }
    const last = map.items.at(-1)
    const end = isScalar(last?.value) ? (last.value.range?.[1] ?? edited.length) : edited.length
    const start = isScalar(last?.key) ? (last.key.range?.[0] ?? 0) : 0
    const column = start - (edited.lastIndexOf('\n', start - 1) + 1)
    edited = map.flow
      ? `${edited.slice(0, end)}, ${key}: ${written}${edited.slice(end)}`
      : `${edited.slice(0, end)}${restOfLine(edited, end)}\n${' '.repeat(column)}${key}: ${written}${edited.slice(end + restOfLine(edited, end).length)}`
  }
  return edited
}

/** A comment behind the value stays behind it. */
const restOfLine = (text: string, from: number): string => /^[^\n]*/.exec(text.slice(from))?.[0] ?? ''

const quotedAs = (type: string | undefined, written: string): string => {
  if (written.startsWith('"')) return written
  return type === 'QUOTE_DOUBLE' ? `"${written}"` : type === 'QUOTE_SINGLE' ? `'${written}'` : written
}

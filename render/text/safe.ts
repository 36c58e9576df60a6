import { shortened } from './shortened.ts'

/**
 * Text from manifests on its way to a reader: one line, without characters that steer a terminal, hide, or turn the
 * direction of what follows. They come from pull requests of anybody.
 */
export const oneLine = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => ESCAPES[character] ?? `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  )

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A value on one line: plain text as it is, unless it could be taken for something else; the rest as JSON. */
export function valueText(value: unknown, most: number): string {
  const plain = typeof value === 'string' && /^[^\s"'{}[\],]+( [^\s"'{}[\],]+)*$/.test(value)
  return shortened(oneLine(plain ? value : JSON.stringify(value)), most)
}

/** Every text in a risk or a name, made safe for one line; long ones, which only a trick could make, shortened. */
export const sentence = (text: string): string => shortened(oneLine(text), 2000)

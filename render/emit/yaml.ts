import { Document, Scalar, visit } from 'yaml'

const STYLE = { lineWidth: 0, indentSeq: true } as const
const READ_BY_GO = { compat: 'yaml-1.1', aliasDuplicateObjects: false } as const

/**
 * Characters that YAML 1.1 readers take for line breaks, strip or refuse when they stand unescaped; and the three
 * strings that Go's reader gives a meaning of their own. Found by feeding both to `kustomize build`.
 */
const FRAGILE = /[\p{Cc}\u00a0\u2028\u2029\ufeff\ufffe\uffff]|^(=|<<|~)$/u

/** Where a text is itself YAML: written as a block, so that people can read it. */
const BLOCK_KEY = 'patch'

/**
 * One YAML document as text that every reader in the way (kustomize, Argo CD, the API server) reads as the same data.
 *
 * @param value plain data; the text under a key `patch` is written as a block.
 */
export function toYaml(value: object): string {
  const document = new Document(value, READ_BY_GO)
  let fragile = false
  visit(document, {
    Pair(_, pair) {
      const key = (pair.key as Scalar).value as string
      if (key === BLOCK_KEY) (pair.value as Scalar).type = Scalar.BLOCK_LITERAL
    },
    Scalar(_, node) {
      if (typeof node.value !== 'string' || node.type === Scalar.BLOCK_LITERAL || !FRAGILE.test(node.value))
        return
      node.type = Scalar.QUOTE_DOUBLE
      fragile = true
    },
  })
  const text = document.toString(STYLE)
  return fragile ? text.replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, escaped) : text
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

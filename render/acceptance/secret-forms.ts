import { entries, type Resource } from '../kubernetes/resource.ts'

/** Shorter values occur in ordinary text by chance. */
const SHORTEST = 8

/** A value of a Secret, in each encoding in which it may appear. */
export interface SecretForms {
  /** `SECRET/KEY`, the only part that may be printed. */
  readonly name: string
  readonly forms: readonly string[]
}

/** The values of Secrets, and each password in a URL among them. */
export const secretForms = (secrets: readonly Resource[]): SecretForms[] =>
  secrets.flatMap((secret) =>
    entries(secret['data']).flatMap(([key, encoded]) => {
      const value = Buffer.from(String(encoded), 'base64').toString().trim()
      return [...new Set([value, passwordIn(value)])]
        .filter((each) => each.length >= SHORTEST)
        .map((each) => ({ name: `${secret.metadata.name}/${key}`, forms: formsOf(each) }))
    }),
  )

const formsOf = (value: string): string[] => [
  ...new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    Buffer.from(value).toString('base64'),
  ]),
]

function passwordIn(value: string): string {
  const password = URL.canParse(value) ? new URL(value).password : ''
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}

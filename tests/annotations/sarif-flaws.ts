import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json */
const {
  id: _,
  $schema: __,
  ...schema
} = JSON.parse(readFileSync(new URL('sarif-schema-2.1.0.json', import.meta.url), 'utf8'))
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)

/** What the schema of SARIF 2.1.0 has against a log. */
export const flawsOf = (log: unknown): readonly unknown[] => (validate(log) ? [] : (validate.errors ?? []))

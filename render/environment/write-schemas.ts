// `npm run schemas`: writes the JSON Schemas that editors show and that `render` validates with.
// They are committed, so that a run doesn't spend its first tenth of a second building them; a test compares.

import { writeFileSync } from 'node:fs'
import { EnvironmentSchema, FleetSchema, HoldsSchema, ReleaseSchema } from './schema.ts'

/** The schema files by name, as text. */
export const schemaFiles = {
  environment: toJson('Environment', EnvironmentSchema),
  release: toJson('Release', ReleaseSchema),
  holds: toJson('Holds', HoldsSchema),
  fleet: toJson('Fleet', FleetSchema),
}

function toJson(title: string, schema: object): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema }, null, 2)}\n`
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, text] of Object.entries(schemaFiles))
    writeFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), text)
}

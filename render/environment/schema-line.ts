const SCHEMA_LINE = /^# yaml-language-server: \$schema=.*(\r?\n|$)/

/** The first line of an environment's file: where editors find the schema of its kind. */
export const schemaLine = (kind: 'environment' | 'release' | 'holds'): string =>
  `# yaml-language-server: $schema=../.schema/${kind}.schema.json\n`

/** A file's text with that line first, in place of another such line. */
export const withSchemaLine = (kind: Parameters<typeof schemaLine>[0], text: string): string =>
  schemaLine(kind) + text.replace(SCHEMA_LINE, '')

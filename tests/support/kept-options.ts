/**
 * Options of an npm script that npm kept for itself, as of `npm run test:checkers --strict`.
 *
 * @returns what to tell the user; undefined if there is none.
 */
export function keptOptions(script: string, names: readonly string[], env = process.env): string | undefined {
  if (env['npm_lifecycle_event'] !== script) return undefined
  const kept = names.filter((name) => env[`npm_config_${name.replaceAll('-', '_')}`])
  if (kept.length === 0) return undefined
  const options = kept.map((name) => `--${name}`).join(' ')
  return `npm kept ${options} for itself. Put options after --: npm run ${script} -- ${options}`
}

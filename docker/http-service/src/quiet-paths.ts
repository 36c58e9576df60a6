/** Asked by probes and scrapers every few seconds: not logged and not measured. */
export const QUIET_PATHS: ReadonlySet<string> = new Set(['/health', '/ready', '/metrics'])

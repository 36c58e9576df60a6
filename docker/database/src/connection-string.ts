/**
 * The same connection string, with `sslmode=require` (what managed databases hand out) made `verify-full`:
 * encrypted, and to the server that was meant. It is what pg makes of it today, with a warning on standard error
 * that the next major version will no longer check the certificate. `uselibpqcompat=true` keeps libpq's meaning,
 * for servers with a certificate of their own.
 */
export function verifiedTls(connectionString: string): string {
  const [base = '', query] = connectionString.split('?', 2)
  if (query === undefined) return connectionString
  const parameters = new URLSearchParams(query)
  if (parameters.get('sslmode') !== 'require' || parameters.get('uselibpqcompat') === 'true')
    return connectionString
  parameters.set('sslmode', 'verify-full')
  return `${base}?${parameters}`
}

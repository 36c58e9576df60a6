import { permissionFor } from './permissions.ts'

/** An answer's headers, by their names in small letters. */
export type Headers = Readonly<Record<string, string | number | undefined>>

/** Whether a refusal is a rate limit's, primary or secondary. */
export const isLimit = (message: string | undefined, headers: Headers): boolean =>
  /rate limit/i.test(message ?? '') || String(headers['x-ratelimit-remaining']) === '0'

/** When it is worth another try, as far as GitHub says. */
export function whenAgain(headers: Headers): string {
  const seconds = Number(headers['retry-after'])
  if (seconds) return `in ${seconds} s`
  const reset = Number(headers['x-ratelimit-reset'])
  if (reset && String(headers['x-ratelimit-remaining']) === '0')
    return `after ${new Date(reset * 1000).toISOString().replace('.000', '')}`
  return 'in a few minutes'
}

/** What opens the door to which GitHub answers 403. */
export function permissionRemediation(
  message: string,
  headers: Headers,
  asked: { readonly method: string; readonly path: string },
): string {
  if (/archived/i.test(message)) return 'Unarchive the repository.'
  if (/not permitted to create or approve pull requests/i.test(message))
    return 'Use the token of a GitHub App, or allow it under Settings, Actions, General, "Allow GitHub Actions to create and approve pull requests".'
  if (headers['x-github-sso'] || /SAML/.test(message))
    return "Authorize the token for the organization's single sign-on."
  const permission = permissionFor(asked, headers['x-accepted-github-permissions'])
  return `Give it the permission ${permission}: in the workflow's \`permissions\`, the App's settings or the token's.`
}

/** What to do about a 409 or 422. @param said what GitHub says. */
export function refusalRemediation(said: string): string {
  if (/rule violation|protected branch|through a pull request/i.test(said))
    return 'A rule of the repository forbids this push: let the App bypass it, or open a pull request instead.'
  if (said.includes('BadObjectState'))
    return 'A file to delete is not in the parent commit: pull, and run it again.'
  return "GitHub's reason is in parentheses; this request changed nothing."
}

/** Which permission opens which part of a repository's API, as workflows spell it. The first that fits. */
const BY_PATH: readonly (readonly [RegExp, string])[] = [
  [/\/(git|compare)\//, 'contents'],
  [/\/(statuses|commits\/[^/]+\/statuses)/, 'statuses'],
  [/\/(pulls|issues|labels)\b/, 'pull-requests'],
  [/^\/graphql$/, 'pull-requests'],
]

/**
 * The permission that a forbidden request lacks, as in `contents: write`.
 *
 * @param accepted the header X-Accepted-GitHub-Permissions, where GitHub names it itself: `contents=write`, with commas
 * between those that are needed together and semicolons between choices.
 */
export function permissionFor(
  { method, path }: { readonly method: string; readonly path: string },
  accepted: string | number | undefined,
): string {
  if (accepted)
    return String(accepted)
      .split(';')
      .map((choice) => choice.split(',').map(spelled).join(' and '))
      .join(' or ')
  const name = BY_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? 'metadata'
  return `${name}: ${method === 'GET' || path === '/graphql' ? 'read' : 'write'}`
}

const spelled = (permission: string): string => permission.trim().replaceAll('_', '-').replace('=', ': ')

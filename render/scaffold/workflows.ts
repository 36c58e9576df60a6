/**
 * A workflow of the engine's repository for another: the first environment that is not on the machine of its user gets
 * new images and is the source of a promotion, the second one is the target; without a second one, none is proposed.
 */
export function workflowFor(
  text: string,
  clusters: readonly { readonly name: string; readonly local: boolean }[],
): string {
  const remote = clusters.filter(({ local }) => !local).map(({ name }) => name)
  const [first = clusters[0]?.name ?? 'staging', second] = remote
  return text
    .split('\n')
    .filter((line) => second !== undefined || line.trim() !== 'default: production')
    .map((line) => line.replace(/\bstaging\b/g, first).replace('default: production', `default: ${second}`))
    .join('\n')
}

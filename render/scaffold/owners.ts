/** Whose teams review, and in which environments a change is production's. */
export interface Ownership {
  readonly repository: string
  readonly clusters: readonly { readonly name: string; readonly local: boolean }[]
}

/**
 * CODEOWNERS of the engine's repository for another: teams of the same names below the owner of that repository, and a
 * line for each environment that is not on the machine of its user in place of the one for production.
 */
export function ownersFor(text: string, { repository, clusters }: Ownership): string {
  const owner = ownerOf(repository)
  const remote = clusters.filter(({ local }) => !local)
  return text
    .replace(/@[\w-]+(?=\/)/g, `@${owner}`)
    .split('\n')
    .flatMap((line) => {
      const [, pattern = '', spaces = '', team = ''] = /^(\/\S+\/production\/)(\s+)(@.*)$/.exec(line) ?? []
      if (pattern === '') return [line]
      const width = pattern.length + spaces.length
      return remote.map(
        ({ name }) => `${`${pattern.replace(PRODUCTION, `/${name}/`)} `.padEnd(width)}${team}`,
      )
    })
    .join('\n')
}

const PRODUCTION = /\/production\/$/

/** The first part of a repository's path: an organization or a person. */
const ownerOf = (repository: string): string =>
  /^(?:\w+:\/\/[^/]+\/|[^:/]+:)([^/]+)\//.exec(repository)?.[1] ?? 'your-organization'

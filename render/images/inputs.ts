/** A workspace of docker/: its folder, and the workspaces that it runs with. */
export interface Workspace {
  readonly folder: string
  readonly name: string
  readonly dependencies: readonly string[]
}

/** What every image is built from, beside its workspaces: which packages there are, and how images are made. */
const SHARED = ['.dockerignore', '.npmrc', 'images/tree.ts', 'package-lock.json', 'package.json']

/** Tests and screenshots reach no image (docker/.dockerignore). */
const LEFT_OUT = /(^|\/)(tests|screenshots)\/|\.md$/

/** The workspaces of a set of files, as their package.json say. @param files path from docker/ and text. */
export const workspacesIn = (files: ReadonlyMap<string, string>): Workspace[] =>
  [...files].flatMap(([path, text]) => {
    const folder = /^([^/]+)\/package\.json$/.exec(path)?.[1]
    if (!folder) return []
    const { name, dependencies = {} } = JSON.parse(text) as {
      name: string
      dependencies?: Readonly<Record<string, string>>
    }
    return [{ folder, name, dependencies: Object.keys(dependencies) }]
  })

/** The workspace of a folder and every other one that it runs with, through any number of others. */
export function workspacesOf(folder: string, all: readonly Workspace[]): Workspace[] {
  const found = new Map<string, Workspace>()
  const add = (workspace: Workspace | undefined): void => {
    if (!workspace || found.has(workspace.name)) return
    found.set(workspace.name, workspace)
    for (const name of workspace.dependencies) add(all.find((each) => each.name === name))
  }
  add(all.find((each) => each.folder === folder))
  return [...found.values()]
}

/** A test for the files that a service's image is built from, by their path from docker/. */
export function inputsOf(service: string, all: readonly Workspace[]): (path: string) => boolean {
  const folders = new Set(workspacesOf(service, all).map(({ folder }) => folder))
  return (path) =>
    SHARED.includes(path) ||
    (folders.has(path.split('/')[0] ?? '') && path.includes('/') && !LEFT_OUT.test(path))
}

/** The same files as git's pathspecs, from the repository's root: those that a later commit deletes are among them. */
export const pathsOf = (service: string, all: readonly Workspace[]): string[] => [
  ...[...SHARED, ...workspacesOf(service, all).map(({ folder }) => folder)].map((path) => `docker/${path}`),
  ...['**/tests/**', '**/screenshots/**', '**/*.md'].map((path) => `:(exclude,glob)docker/${path}`),
]

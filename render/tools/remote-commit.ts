import { mkdirSync } from 'node:fs'
import { GitError, git, hasCommit } from './git.ts'

/** The transports of a source: nothing that runs a command (`ext::`). */
const TRANSPORTS = { GIT_ALLOW_PROTOCOL: 'https:http:ssh:file' }

/**
 * Fetches one commit of another repository, with all its files, into a bare repository of its own; submodules aren't.
 *
 * @param folder where that repository is made. @throws {GitError} with what git said, and if there is no such commit.
 */
export async function fetchCommit(url: string, commit: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await git(folder, ['init', '--quiet', '--bare', '--template='])
  const fetch = (...what: string[]): Promise<string> =>
    git(folder, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...what], undefined, TRANSPORTS)
  try {
    await fetch('--depth=1', '--', url, commit)
  } catch (error) {
    // A server may give out only what a branch or a tag names: then everything is fetched, and the commit is in it.
    if (!(error instanceof GitError) || !/not our ref|unadvertised object/.test(error.message)) throw error
    await fetch('--', url, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*')
  }
  if (!(await hasCommit(folder, commit)))
    throw new GitError(`${url} has no commit ${commit}: name one that a branch or a tag of it reaches.`)
}

/** The tags of another repository with the commits that they name. @throws {GitError}. */
export async function tagsOf(url: string, folder: string): Promise<Map<string, string>> {
  mkdirSync(folder, { recursive: true })
  const listed = await git(folder, ['ls-remote', '--tags', '--', url], undefined, TRANSPORTS)
  const tags = new Map<string, string>()
  for (const line of listed.split('\n')) {
    const [, commit = '', name = '', peeled] = /^([0-9a-f]+)\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? []
    // An annotated tag is there twice, the second time with its commit.
    if (name && (peeled || !tags.has(name))) tags.set(name, commit)
  }
  return tags
}

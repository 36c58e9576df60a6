import { git } from './git.ts'

/** How one commit stands to another: `older` means that it is an ancestor of it. */
export type Relation = 'same' | 'older' | 'newer' | 'unrelated' | 'unknown'

/**
 * Reads the whole history that git has, once, so that thousands of questions cost no more than one.
 *
 * @param head a commit that may be on no branch here yet, as one that was just fetched.
 * @returns a function that tells how `a` stands to `b`; `unknown` if git lacks one of them. @throws {GitError}.
 */
export async function readAncestry(root: string, head = 'HEAD'): Promise<(a: string, b: string) => Relation> {
  const listed = await git(root, [
    'rev-list',
    '--parents',
    '--topo-order',
    '--reverse',
    '--all',
    'HEAD',
    head,
  ])
  const parents = new Map<string, readonly string[]>()
  /** Greater than that of every ancestor. */
  const generation = new Map<string, number>()
  for (const line of listed.split('\n').filter(Boolean)) {
    const [commit = '', ...above] = line.split(' ')
    parents.set(commit, above)
    generation.set(commit, 1 + Math.max(0, ...above.map((each) => generation.get(each) ?? 0)))
  }

  const isAncestor = (a: string, b: string): boolean => {
    const least = generation.get(a) ?? 0
    const seen = new Set([b])
    const waiting = [b]
    for (let commit = waiting.pop(); commit !== undefined; commit = waiting.pop()) {
      if (commit === a) return true
      for (const parent of parents.get(commit) ?? [])
        if (!seen.has(parent) && (generation.get(parent) ?? 0) >= least) {
          seen.add(parent)
          waiting.push(parent)
        }
    }
    return false
  }

  return (a, b) => {
    if (a === b) return 'same'
    if (!parents.has(a) || !parents.has(b)) return 'unknown'
    if (isAncestor(a, b)) return 'older'
    return isAncestor(b, a) ? 'newer' : 'unrelated'
  }
}

import { git, headOf, makeCommit, makeTree, type TreeEntry, typeOf } from './git.ts'
import { type Answer, created, notFound, ok, type Route, refuse } from './http.ts'

export const GIT_ROUTES: readonly Route[] = [
  ['GET', /^\/git\/matching-refs\/heads\/(.+)$/, listRefs],
  ['POST', /^\/git\/trees$/, createTree],
  ['GET', /^\/git\/commits\/(\w+)$/, ({ folder }, _call, [sha = '']) => commitOf(folder, sha)],
  ['POST', /^\/git\/commits$/, createCommit],
  ['POST', /^\/git\/refs$/, createRef],
  ['PATCH', /^\/git\/refs\/heads\/(.+)$/, updateRef],
  ['GET', /^\/compare\/(\w+)\.\.\.(\w+)$/, compare],
]

type Given = Parameters<Route[2]>

const refOf = (branch: string, sha: string) => ({
  ref: `refs/heads/${branch}`,
  object: { type: 'commit', sha },
})

async function listRefs(...[{ folder }, , [prefix = '']]: Given): Promise<Answer> {
  const all = await git(folder, ['for-each-ref', '--format=%(refname:lstrip=2) %(objectname)', 'refs/heads'])
  const refs = (all ?? '').split('\n').filter((line) => line.startsWith(prefix))
  return ok(refs.map((line) => refOf(...(line.split(' ') as [string, string]))))
}

async function createTree(...[{ folder }, { body }]: Given): Promise<Answer> {
  const entries = body['tree'] as TreeEntry[]
  if (entries.length === 0) return refuse(422, 'Invalid tree info')
  const sha = await makeTree(folder, body['base_tree'] as string | undefined, entries)
  return sha ? created({ sha }) : refuse(422, 'GitRPC::BadObjectState')
}

/** GitHub signs what an App commits in its own name. */
async function createCommit(...[{ folder }, { body, login }]: Given): Promise<Answer> {
  const { tree, parents, message } = body as { tree: string; parents: string[]; message: string }
  const objects = [`${tree}^{tree}`, ...parents.map((parent) => `${parent}^{commit}`)]
  for (const object of objects)
    if ((await git(folder, ['rev-parse', '--verify', '--quiet', object])) === undefined)
      return refuse(422, `${object} does not exist`)
  const own = body['author'] === undefined && body['committer'] === undefined
  const sha = (await makeCommit(folder, tree, parents, message, login)) as string
  if (own && login.endsWith('[bot]')) signed.add(sha)
  return created(shown(sha, message, tree, parents))
}

const signed = new Set<string>()

async function commitOf(folder: string, sha: string): Promise<Answer> {
  const raw = await git(folder, ['cat-file', 'commit', sha])
  if (raw === undefined) return notFound
  const [head = '', ...message] = raw.split('\n\n')
  const parents = [...head.matchAll(/^parent (\w+)/gm)].map(([, parent]) => parent as string)
  return ok(shown(sha, message.join('\n\n'), /^tree (\w+)/m.exec(head)?.[1], parents))
}

function shown(sha: string, message: string, tree: string | undefined, parents: readonly string[]) {
  const verified = signed.has(sha)
  return {
    ...{ sha, message, tree: { sha: tree } },
    parents: parents.map((parent) => ({ sha: parent })),
    verification: { verified, reason: verified ? 'valid' : 'unsigned' },
  }
}

async function createRef(...[{ folder }, { body }]: Given): Promise<Answer> {
  const { ref, sha } = body as { ref: string; sha: string }
  if ((await typeOf(folder, sha)) !== 'commit') return refuse(422, 'Object does not exist')
  const made = await git(folder, ['update-ref', ref, sha, '0'.repeat(40)])
  if (made === undefined) {
    // Else it is a branch `a/b` beside a branch `a`.
    const exists = await headOf(folder, ref.replace('refs/heads/', ''))
    return refuse(422, exists ? 'Reference already exists' : 'Reference update failed')
  }
  return created(refOf(ref.replace('refs/heads/', ''), sha))
}

async function updateRef(...[{ folder }, { body }, [branch = '']]: Given): Promise<Answer> {
  const { sha, force } = body as { sha: string; force?: boolean }
  const old = await headOf(folder, branch)
  if (old === undefined) return refuse(422, 'Reference does not exist')
  if (!force && (await git(folder, ['merge-base', '--is-ancestor', old, sha])) === undefined)
    return refuse(422, 'Update is not a fast forward')
  const moved = await git(folder, ['update-ref', `refs/heads/${branch}`, sha, old])
  return moved === undefined ? refuse(422, 'Reference cannot be updated') : ok(refOf(branch, sha))
}

async function compare(...[{ folder }, , [base = '', head = '']]: Given): Promise<Answer> {
  const counted = await git(folder, ['rev-list', '--left-right', '--count', `${base}...${head}`])
  if (counted === undefined) return notFound
  const [behind = 0, ahead = 0] = counted.split('\t').map(Number)
  const status = ahead ? (behind ? 'diverged' : 'ahead') : behind ? 'behind' : 'identical'
  return ok({ status, ahead_by: ahead, behind_by: behind, total_commits: ahead, commits: [], files: [] })
}

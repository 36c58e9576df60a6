/**
 * Why an entry of a kustomization could be more than a path below base; nothing if it is one.
 *
 * Kustomize asks whether an entry looks like a repository before it looks for a folder, and clones it
 * (https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/git/repospec.go). What looks like one differs
 * between versions: `git@host:path`, `github.com/owner/name`, `git::`, `?ref=`, `//`. So only what can't be taken for a
 * repository by any of them passes.
 *
 * @param isFolder whether base has a folder of that name: without a slash, `chart.io` could be a file or a host.
 */
export function notLocal(entry: string, isFolder: boolean): string | undefined {
  if (!RELATIVE.test(entry))
    return 'which kustomize may interpret as a remote address: use the relative path of a file or folder in base, of letters, digits, ".", "_" and "-" only.'
  const [first = '', ...rest] = entry.split('/')
  if (HOST.test(first) && (rest.length > 0 || isFolder))
    return `which kustomize may interpret as a repository on the host ${first}: write ./${entry}, or rename the folder.`
  return undefined
}

/** Segments of plain characters, each once separated; a slash at the end is that of a folder. */
const RELATIVE = /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*\/?$/

/** A name that ends in letters, as all top-level domains do. `v1.2` and `..` are none. */
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+\.?$/i

/**
 * What is wrong with a path that comes from a commit and is to be written to; nothing if it is safe on every file
 * system. The names are those that git itself refuses to check out (`verify_path` in read-cache.c, `is_ntfs_dotgit` in
 * path.c, `is_hfs_dotgit` in utf8.c), on all systems alike.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '' || path.startsWith('/')) return 'is not a path within the repository'
  if (/\p{Cc}/u.test(path)) return 'holds a control character'
  if (path.includes('\\')) return 'holds a backslash, which separates folders on Windows'
  if (path.includes(':')) return 'holds a colon, which names a drive or a stream on Windows'
  const steps = path.split('/')
  if (steps.some((step) => step === '' || step === '.' || step === '..'))
    return 'has an empty, "." or ".." segment'
  if (steps.some(isGitFolder)) return 'lies in a folder that git keeps its own files in'
  if (steps.some((step) => /[. ]$/.test(step))) return 'has a segment that ends with a dot or a space'
  return undefined
}

/** `.git` as NTFS (short names, dots and spaces at the end) and HFS+ (characters that it ignores) read it. */
const isGitFolder = (step: string): boolean =>
  /^(\.git|git~[0-9]+)[. ]*$/i.test(
    step.normalize('NFKC').replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, ''),
  )

/** The targets of symbolic links, by path from the repository's root. */
export type Links = ReadonlyMap<string, string>

/**
 * The links that lead out of the repository, or could: those that are absolute, those that leave it at any step, though
 * they may come back, and those that leave it through another link. Argo CD refuses the first two, and with them every
 * Application of the repository
 * (https://github.com/argoproj/argo-cd/blob/master/util/app/path/path.go, CheckOutOfBoundsSymlinks).
 */
export const linksLeading = (links: Links): string[] => {
  const crossing = [...links].filter(([path, target]) => leaves(path, target)).map(([path]) => path)
  const sound = new Map([...links].filter(([path]) => !crossing.includes(path)))
  return [...crossing, ...[...sound].filter((each) => leaves(...each, sound)).map(([path]) => path)].sort()
}

/** As many links as Linux follows on one way. */
const MOST = 40

/** @param links followed on the way; without them a link on the way counts as a folder, as Argo CD has it. */
function leaves(path: string, target: string, links: Links = new Map()): boolean {
  if (target.startsWith('/')) return true
  const here = path.split('/').slice(0, -1)
  const ahead = target.split('/').reverse()
  let followed = 0
  while (ahead.length > 0) {
    const step = ahead.pop() as string
    if (step === '..' && here.pop() === undefined) return true
    if (['', '.', '..'].includes(step)) continue
    here.push(step)
    const next = links.get(here.join('/'))
    if (next === undefined) continue
    // One that goes in circles leads nowhere.
    if (++followed > MOST) return false
    here.pop()
    ahead.push(...next.split('/').reverse())
  }
  return false
}

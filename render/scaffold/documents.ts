const PAGES = [
  ...['acceptance', 'ai-operations', 'architecture', 'backup-and-recovery', 'monitoring', 'operations'],
  ...['performance', 'quickstart', 'runbook', 'threat-model', 'troubleshooting'],
]
/** Pages that speak of the system that the engine came with, by their path from the root. */
export const EXAMPLES = ['SECURITY.md', ...PAGES.map((name) => `docs/${name}.md`)]

/** Pages that hold for any system once its name stands in their commands. */
export const NAMED = ['docs/health.md', 'docs/vendor.md']

export const withName = (text: string, before: string, after: string): string =>
  text.replaceAll(new RegExp(`\\b${before}\\b`, 'g'), after)

/** A page with a note below its title: what it says of `before` is an example. */
export const asExample = (text: string, before: string, after: string): string =>
  text.replace(
    /^# .*\n/,
    (title) =>
      `${title}\n> This page was written for "${before}", the system that the engine came with. Its names, addresses and\n> numbers are examples: replace what is different in "${after}", and then this note.\n`,
  )

/**
 * A page without links to what isn't there: their text stays; a row of a table that begins with such a link goes.
 *
 * @param page its path from the root. @param exists whether the repository has this path.
 */
export function withoutDeadLinks(page: string, text: string, exists: (path: string) => boolean): string {
  const isDead = (target: string): boolean => {
    if (/^[a-z]+:|^#/.test(target)) return false
    const { pathname } = new URL(target, `file:///${page}`)
    return !exists(decodeURI(pathname).slice(1))
  }
  return text
    .split('\n')
    .filter((line) => !isDead(/^\| \[[^\]]*\]\(([^)\s]+)\) \|/.exec(line)?.[1] ?? '#'))
    .join('\n')
    .replace(/(?<!!)\[([^\]]*)\]\(([^)\s]+)\)/g, (link, shown: string, target: string) =>
      isDead(target) ? shown : link,
    )
}

/** A row of a table, an item of a list and a paragraph that begin with an npm script. */
const ABOUT_SCRIPTS = [
  /^\| `npm run ([\w:-]+).*\n/gm,
  /^- `npm run ([\w:-]+).*\n(?: {2}.*\n)*/gm,
  /^`npm run ([\w:-]+).*\n(?:.+\n)*\n?/gm,
]

/** A page without what is about npm scripts that package.json doesn't have. */
export const withoutScripts = (text: string, scripts: readonly string[]): string =>
  ABOUT_SCRIPTS.reduce(
    (page, pattern) =>
      page.replace(pattern, (block, script: string) => (scripts.includes(script) ? block : '')),
    text,
  )

/** A package.json, as far as it is read here. */
export interface Package {
  readonly name: string
  readonly description?: string
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  /** The git tree of render/ that the last `init` or `upgrade` brought. */
  readonly engine?: string
  readonly [key: string]: unknown
}

/** Folders that the engine's own repository has and a new system has not: its services' code, and its own tests. */
const WORKLOAD = /\bdocker\b|:workload\b|\btests\/(systems|backup|e2e|monitoring)\//

/** What is left of these still does something without that code. */
const WITHOUT = /^(test|bench|docs$)/

/** package.json of the engine's repository for another system: its name, and no script of services it doesn't have. */
export function packageFor(engine: Package, system: string): Package {
  const parts = Object.entries(engine.scripts).map(
    ([name, script]) => [name, script.split(' && ').filter((part) => !WORKLOAD.test(part))] as const,
  )
  const scripts = parts.filter(
    ([name, kept]) => kept.length > 0 && (WITHOUT.test(name) || !WORKLOAD.test(engine.scripts[name] ?? '')),
  )
  return {
    ...engine,
    name: `${system}-gitops`,
    description: `GitOps repository of the system ${system}`,
    scripts: Object.fromEntries(scripts.map(([name, kept]) => [name, handingOn(kept.join(' && '))])),
  }
}

/** Arguments are written at the end: behind `npm run NAME`, npm takes them for its own unless `--` is before them. */
const handingOn = (script: string): string => script.replace(/(npm run [\w:-]+)$/, '$1 --')

/** What a newer engine makes of a repository's own package.json: its name, version, scripts and packages stay. */
export const upgraded = (own: Package, newer: Package): Package => ({
  ...own,
  ...newer,
  ...Object.fromEntries(KEPT_KEYS.flatMap((key) => (own[key] === undefined ? [] : [[key, own[key]]]))),
  name: own.name,
  scripts: { ...own.scripts, ...newer.scripts },
  dependencies: { ...own.dependencies, ...newer.dependencies },
  devDependencies: { ...own.devDependencies, ...newer.devDependencies },
})

const KEPT_KEYS = ['version', 'description', 'license', 'private']

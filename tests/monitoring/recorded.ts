import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'tests/monitoring/recorded/cluster.prom'

/** What a cluster's own exporters say, with `now-SECONDS` as a time of now. */
export const recordedText = (root: string, now: number): string =>
  readFileSync(join(root, FILE), 'utf8').replaceAll(/\bnow-(\d+)\b/g, (_, ago: string) =>
    String(now - Number(ago)),
  )

/** The names of the series in it. */
export const recordedMetrics = (root: string): ReadonlySet<string> =>
  new Set([...recordedText(root, 0).matchAll(/^(\w+)\{/gm)].map((match) => match[1] as string))

import type { ReportData } from '../data.ts'
import { versionFacts } from '../facts/versions.ts'
import { grid, type Names } from '../grid.ts'
import { html } from '../markup.ts'
import { builds } from './builds.ts'
import type { Section } from './section.ts'

/** Which image each service runs in each environment, and where those images come from. */
export const versions = (data: ReportData, services: readonly string[], names: Names): Section => ({
  id: 'versions',
  title: 'Versions',
  content: html`${grid(
    'versions-grid',
    { title: 'Builds by environment', facts: versionFacts(data.environments, services) },
    names,
  )}${builds(data, services)}`,
})

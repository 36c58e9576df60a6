import { releasedServices } from '../../catalog/catalog.ts'
import { asksForAutomation, asksForHealth } from '../../doctor/asks-health.ts'
import { type Check, missing } from '../../doctor/check.ts'
import { checkGitHub, SCOPE } from '../../doctor/github/github.ts'
import { GitHubError } from '../../github/github-error.ts'
import { reader } from '../../github/read.ts'
import { githubOf } from '../release/github.ts'
import type { Rendering } from '../render-all.ts'

/** Asks GitHub whether the repository is set up as docs/github.md says. Only reads. */
export async function askGitHub(root: string, { fleet, catalog, definitions }: Rendering): Promise<Check[]> {
  try {
    const wanted = {
      registry: fleet?.registry ?? '',
      services: releasedServices(catalog),
      health: asksForHealth(definitions),
      automation: asksForAutomation(definitions),
    }
    return await checkGitHub(reader(githubOf(root)), wanted)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const about = { scope: SCOPE, name: 'token', needed: 'doctor --github' }
    return [{ ...about, ...missing(error.message, error.remediation) }]
  }
}

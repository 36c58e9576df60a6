// Run as `node play.ts ACTION` in a step of a stand-in action: plays it as the runner of the tests does, over the same
// files. What it is given comes as JSON in $INPUTS, the place in $PLACE.

import { appendFileSync } from 'node:fs'
import { ACTIONS, type Played } from '../workflows/runner/actions.ts'

/** What a stand-in has to know of the place that the workflow runs in. */
export interface Place {
  readonly remote: string
  readonly state: string
  readonly token: string
  readonly commit: string
  readonly artifacts: string
}

const [name = ''] = process.argv.slice(2)
const action = ACTIONS[name]
if (!action) throw new Error(`no stand-in for ${name}`)
const { remote, state, token, commit, artifacts }: Place = JSON.parse(process.env['PLACE'] ?? '')
const inputs: Record<string, unknown> = JSON.parse(process.env['INPUTS'] ?? '{}')
const given = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, String(value)]))
const played = {
  run: {
    ...{ place: { remote, state, github: { token } }, commit, artifacts, environment: process.env },
    ...{ built: [], scanned: [], appPermissions: [] },
    ...{ vulnerable: () => false, interrupted: () => false },
  },
  workspace: process.cwd(),
  given,
  // act grants whatever is asked; the tests of the single steps hold each job to its permissions.
  permissions: { packages: 'write', attestations: 'write', 'id-token': 'write', 'security-events': 'write' },
} as unknown as Played
const outputs = await action(played)
for (const [key, value] of Object.entries(outputs))
  appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `${key}=${value}\n`)

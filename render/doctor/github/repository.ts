import { missing, ok, type Verdict, warn } from '../check.ts'
import { type Ask, type Finding, judged, list, member } from './ask.ts'

/** The workflows that every repository of this kind has, by file. */
export const WORKFLOWS = [
  ...['health', 'images', 'kubernetes', 'promote-due', 'promote', 'rollback', 'scan', 'scorecard'],
  'verify',
]

/** Whether workflows run, can tell people, and can attest. @param repository what GitHub says of it. */
export async function checkActions(ask: Ask, repository: unknown): Promise<Finding[]> {
  const isPrivate = member(repository, 'private') === true
  return [
    await judged(
      ask,
      '/actions/workflows?per_page=100',
      { name: 'workflows', needed: 'verify, images, promote, rollback', permission: 'Actions: read' },
      workflows,
    ),
    {
      name: 'issues',
      needed: 'rollback announces itself in an issue',
      ...(member(repository, 'has_issues') === false
        ? warn('off', 'Settings, General, Features: turn Issues on.')
        : ok('on')),
    },
    await judged(
      ask,
      '/actions/variables/ATTESTATIONS',
      { name: 'attestations', needed: 'images: provenance', permission: 'Variables: read' },
      (data) => attestations(member(data, 'value') !== 'off', isPrivate),
      attestations(true, isPrivate),
    ),
    await judged(
      ask,
      '/codeowners/errors',
      { name: 'CODEOWNERS', needed: 'reviews by owners', permission: 'Contents: read' },
      (data) => owners(list(member(data, 'errors'))),
      missing('not there', 'Add .github/CODEOWNERS on the default branch.'),
    ),
  ]
}

function workflows(data: unknown): Verdict {
  const active = new Map(
    list(member(data, 'workflows')).map((each) => [
      String(member(each, 'path')).replace(/^\.github\/workflows\/|\.yaml$/g, ''),
      String(member(each, 'state')),
    ]),
  )
  const off = WORKFLOWS.filter((name) => active.get(name) !== 'active')
  if (off.length === 0) return ok('active')
  const states = off.map((name) => `${name}: ${active.get(name) ?? 'not there'}`).join(', ')
  return missing(
    states,
    'Actions tab: enable workflows (in a fork they start disabled), then each that is disabled.',
  )
}

function attestations(on: boolean, isPrivate: boolean): Verdict {
  if (!on && !isPrivate)
    return warn('off', 'Every plan offers them to a public repository: delete the variable ATTESTATIONS.')
  if (on && isPrivate)
    return warn(
      'on, in a private repository',
      'Right with GitHub Enterprise Cloud. With any other plan set the variable ATTESTATIONS to off (docs/github.md, step 2).',
    )
  return ok(on ? 'on' : 'off')
}

function owners(errors: readonly unknown[]): Verdict {
  if (errors.length === 0) return ok('no errors')
  const flaws = errors.map((each) => `line ${member(each, 'line')}: ${member(each, 'kind')}`).join(', ')
  return missing(flaws, 'Name teams or people that exist and have write access in .github/CODEOWNERS.')
}

import { missing, ok, type Verdict, warn } from '../check.ts'
import { type Ask, type Finding, judged, list, member } from './ask.ts'

/** The webhook that tells Argo CD about a push. */
export const checkWebhook = (ask: Ask): Promise<Finding> =>
  judged(
    ask,
    '/hooks?per_page=100',
    { name: 'webhook to Argo CD', needed: 'a rollback that starts in seconds', permission: 'Webhooks: read' },
    (data) => webhook(list(data)),
  )

function webhook(hooks: readonly unknown[]): Verdict {
  const hook = hooks.find((each) => /\/api\/webhook\/?$/.test(String(member(each, 'config', 'url'))))
  const remediation = 'Settings, Webhooks (docs/github.md, step 10).'
  if (!hook) return warn('not found: Argo CD polls git every two to three minutes', `${remediation} Add one.`)
  if (member(hook, 'active') !== true) return missing('not active', `${remediation} Activate it.`)
  if (!member(hook, 'config', 'secret'))
    return missing(
      'without a secret: anyone may call Argo CD',
      `${remediation} Set the secret that Argo CD knows.`,
    )
  if (member(hook, 'config', 'content_type') !== 'json')
    return missing('not JSON', `${remediation} Content type: application/json.`)
  return ok('active, with a secret')
}

/**
 * Whether nodes can pull the images. Of GitHub's own registry only; others have no part in GitHub's API.
 *
 * @param registry as fleet.yaml names it: `ghcr.io/OWNER`. @param kind `orgs` or `users`.
 */
export async function checkPackages(
  ask: Ask,
  registry: string,
  services: readonly string[],
  kind: 'orgs' | 'users',
): Promise<Finding[]> {
  const [, owner, folder = ''] = /^ghcr\.io\/([^/]+)\/?(.*)$/.exec(registry) ?? []
  if (!owner) return []
  const found: Finding[] = []
  for (const service of services)
    found.push(
      await judged(
        ask,
        `/${kind}/${owner}/packages/container/${encodeURIComponent([folder, service].filter(Boolean).join('/'))}`,
        {
          name: `package ${service}`,
          needed: 'nodes pull it',
          permission: 'read:packages (a classic token)',
        },
        (data) =>
          member(data, 'visibility') === 'public'
            ? ok('public')
            : warn('not public', 'Make it public, or give the pods a pull secret (docs/github.md, step 9).'),
        warn('not published yet', 'Actions, images, Run workflow.'),
      ),
    )
  return found
}

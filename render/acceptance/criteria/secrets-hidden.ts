import { idOf } from '../../kubernetes/resource.ts'
import { counted } from '../../text/counted.ts'
import { type Criterion, passedUnless, skipped } from '../criterion.ts'
import { secretForms } from '../secret-forms.ts'

const SEARCHED = [
  ...(['events', 'application', 'configMaps'] as const),
  ...(['pods', 'workloads', 'services', 'ingresses'] as const),
]

export const secretsHidden: Criterion = {
  id: 'secrets-hidden',
  title: 'No value of a Secret appears in a log, an event, a ConfigMap, a pod or the Application.',
  method:
    'A search for every Secret value of eight characters or more, and every password in a URL among them: plain, in base64 and URL-encoded. No value is printed.',
  reads: ['secrets', 'logs', ...SEARCHED],
  remediation: 'Replace that secret now, then find what wrote it; see docs/runbook.md, "Change a secret".',
  judge(live) {
    const secrets = secretForms(live.list('secrets'))
    if (secrets.length === 0) return skipped('no Secret has a value of eight characters or more')
    const places = [
      ...live.logs.map(({ pod, text }) => ({ place: `the log of ${pod}`, text })),
      ...SEARCHED.flatMap((source) =>
        live.list(source).map((each) => ({ place: idOf(each), text: JSON.stringify(each) })),
      ),
    ]
    const found = places.flatMap(({ place, text }) =>
      secrets.flatMap(({ name, forms }) =>
        forms.some((form) => text.includes(form)) ? [`${name} is in ${place}`] : [],
      ),
    )
    const searched = `${counted(live.logs.length, 'log')} and ${counted(places.length - live.logs.length, 'resource')}`
    return passedUnless([...new Set(found)], `none of ${counted(secrets.length, 'value')} in ${searched}`)
  },
}

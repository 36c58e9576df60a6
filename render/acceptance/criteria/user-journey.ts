import { type Criterion, failed, passed, skipped } from '../criterion.ts'

export const userJourney: Criterion = {
  id: 'user-journey',
  title: 'A test user can sign up, manage tasks and use the chat.',
  method:
    'The requests under `journey` in policies/acceptance.yaml, sent as a new test user; the last request deletes the user.',
  reads: ['outside'],
  remediation:
    'Read kubectl logs of the service behind the request that failed; see docs/troubleshooting.md.',
  judge({ outside: { healthy, journey, access } }, { accepted }) {
    if (accepted.journey === undefined) return skipped('policies/acceptance.yaml has no journey')
    if ('error' in healthy) return skipped(`${access.text}: ${healthy.error}`)
    const wrong = journey.flatMap(({ name, verdict }) =>
      typeof verdict === 'object' ? [`${name}: ${verdict.wrong}`] : [],
    )
    if (wrong.length > 0) return failed(wrong.join('; '))
    const names = journey.map(({ name }) => name)
    const not = journey.filter(({ verdict }) => verdict === 'skipped').map(({ name }) => name)
    if (not.length > 0) {
      const right = names.filter((name) => !not.includes(name))
      return skipped(`${not.join(', ')}: the system is not configured for it; passed: ${right.join(', ')}`)
    }
    return passed(`${names.join(', ')}: through ${access.text}`)
  },
}

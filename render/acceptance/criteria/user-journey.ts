import { type Criterion, failed, passed, untried } from '../criterion.ts'

export const userJourney: Criterion = {
  id: 'user-journey',
  title: 'A user gets through the whole system and back.',
  tried:
    'The requests under `journey` in policies/acceptance.yaml, by a user of its own that the last of them removes.',
  reads: ['outside'],
  remediation: 'kubectl logs of the service behind the request that failed: docs/troubleshooting.md.',
  judge({ outside: { healthy, journey, way } }, { accepted }) {
    if (accepted.journey === undefined) return untried('policies/acceptance.yaml has no journey')
    if ('error' in healthy) return untried(`${way.text}: ${healthy.error}`)
    const wrong = journey.flatMap(({ name, verdict }) =>
      typeof verdict === 'object' ? [`${name}: ${verdict.wrong}`] : [],
    )
    if (wrong.length > 0) return failed(wrong.join('; '))
    const names = journey.map(({ name }) => name)
    const not = journey.filter(({ verdict }) => verdict === 'untried').map(({ name }) => name)
    if (not.length > 0) {
      const right = names.filter((name) => !not.includes(name))
      return untried(
        `${not.join(', ')}: the system says that it is not set up for it; right: ${right.join(', ')}`,
      )
    }
    return passed(`${names.join(', ')}: by ${way.text}`)
  },
}

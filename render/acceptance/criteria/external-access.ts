import { type Criterion, failed, passed, skipped } from '../criterion.ts'

export const externalAccess: Criterion = {
  id: 'external-access',
  title: 'Users can reach the system from outside.',
  method: 'GET of the health path at the host of the environment, as a browser would send it.',
  reads: ['outside'],
  remediation:
    'Run npm run doctor -- --cluster ENV; then check the Ingress controller, its address and the DNS entry.',
  judge({ outside: { access, healthy, fallbackReason } }) {
    if ('error' in healthy) return failed(`${access.text}: ${healthy.error}`)
    const answer = `${access.text} answers ${healthy.status}`
    if (healthy.status !== 200) return failed(answer)
    return access.kind === 'address' ? passed(answer) : skipped(`${fallbackReason}; ${answer}`)
  },
}

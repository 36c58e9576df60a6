import { type Criterion, failed, passed, untried } from '../criterion.ts'

export const externalAccess: Criterion = {
  id: 'external-access',
  title: 'People reach the system from outside.',
  tried: 'GET of the health path at the host of the environment, as a browser asks for it.',
  reads: ['outside'],
  remediation: 'npm run doctor -- --cluster ENV; then the Ingress controller, its address and the DNS entry.',
  judge({ outside: { way, healthy, notTaken } }) {
    if ('error' in healthy) return failed(`${way.text}: ${healthy.error}`)
    const answer = `${way.text} answers ${healthy.status}`
    if (healthy.status !== 200) return failed(answer)
    return way.kind === 'address' ? passed(answer) : untried(`${notTaken}; ${answer}`)
  },
}

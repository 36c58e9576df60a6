import { imagePullPolicy } from '../../../../render/verify/rules/images/image-pull-policy.ts'
import { mistakes } from '../../mistakes.ts'

const POLICY = 'spec.template.spec.containers.0.imagePullPolicy'

mistakes(imagePullPolicy, 'minikube', [
  [
    'Always',
    [['Deployment/backend', POLICY, 'Always']],
    [
      `Deployment/backend ${POLICY}: Container "backend" has imagePullPolicy "Always": expected IfNotPresent.`,
    ],
  ],
  [
    'Never',
    [['Job/smoke-test', POLICY, 'Never']],
    [`Job/smoke-test ${POLICY}: Container "smoke-test" has imagePullPolicy "Never": expected IfNotPresent.`],
  ],
  ['nothing said', [['Deployment/backend', POLICY]], []],
])

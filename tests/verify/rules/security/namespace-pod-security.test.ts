import { namespacePodSecurity } from '../../../../render/verify/rules/security/namespace-pod-security.ts'
import { mistakes } from '../../mistakes.ts'

const LABEL = 'pod-security.kubernetes.io/enforce'
const PATH = ['metadata', 'labels', LABEL]

mistakes(namespacePodSecurity, 'minikube', [
  [
    'no level',
    [['Namespace/todo-app', PATH]],
    [`Namespace/todo-app metadata.labels.${LABEL}: ${LABEL} is not set: expected restricted.`],
  ],
  [
    'a lower level',
    [['Namespace/todo-app', PATH, 'baseline']],
    [`Namespace/todo-app metadata.labels.${LABEL}: ${LABEL} is "baseline": expected restricted.`],
  ],
  [
    'no Namespace',
    [['Namespace/todo-app', '']],
    ['The overlay contains no Namespace: expected "todo-app", with its labels.'],
  ],
  ['no warnings', [['Namespace/todo-app', ['metadata', 'labels', 'pod-security.kubernetes.io/warn']]], []],
])

import { podSecurity } from '../../../../render/verify/rules/security/pod-security.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTEXT = `${POD}.containers.0.securityContext`
const VOLUMES = 'configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected, secret'

/** What a container needs to keep the standard, as a user. */
const SAFE = (runAsUser: number) => ({
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsUser },
})

mistakes(podSecurity, 'minikube', [
  [
    'a volume of another kind',
    [['Deployment/backend', `${POD}.volumes.1`, { name: 'share', nfs: { server: 'files', path: '/' } }]],
    [`Deployment/backend ${POD}.volumes.1.nfs: Volume "share" is a nfs: expected one of ${VOLUMES}.`],
  ],
  [
    'a ConfigMap as a volume',
    [['Deployment/backend', `${POD}.volumes.1`, { name: 'c', configMap: { name: 'c' } }]],
    [],
  ],
  [
    'a hostPath, which host-access is about',
    [['Deployment/backend', `${POD}.volumes.1`, { name: 'n', hostPath: {} }]],
    [],
  ],
  [
    'privilege escalation left open',
    [['Job/migration', `${CONTEXT}.allowPrivilegeEscalation`]],
    [
      `Job/migration ${CONTEXT}.allowPrivilegeEscalation: Container "migration" does not set allowPrivilegeEscalation: expected false.`,
    ],
  ],
  [
    'privilege escalation allowed',
    [['StatefulSet/postgres', `${CONTEXT}.allowPrivilegeEscalation`, true]],
    [
      `StatefulSet/postgres ${CONTEXT}.allowPrivilegeEscalation: Container "postgres" sets allowPrivilegeEscalation to true: expected false.`,
    ],
  ],
  [
    'runAsNonRoot nowhere',
    [['Deployment/backend', `${POD}.securityContext.runAsNonRoot`]],
    [
      `Deployment/backend ${CONTEXT}.runAsNonRoot: Container "backend" does not set runAsNonRoot: expected true, in the pod or here.`,
    ],
  ],
  [
    'runAsNonRoot in the container alone',
    [
      ['Deployment/backend', `${POD}.securityContext.runAsNonRoot`],
      ['Deployment/backend', `${CONTEXT}.runAsNonRoot`, true],
    ],
    [],
  ],
  [
    'runAsNonRoot false in the pod, said once',
    [['Deployment/backend', `${POD}.securityContext.runAsNonRoot`, false]],
    [`Deployment/backend ${POD}.securityContext.runAsNonRoot: runAsNonRoot is false: expected true.`],
  ],
  [
    'runAsNonRoot false in the container',
    [['Deployment/backend', `${CONTEXT}.runAsNonRoot`, false]],
    [
      `Deployment/backend ${CONTEXT}.runAsNonRoot: Container "backend" sets runAsNonRoot to false: expected true, in the pod or here.`,
    ],
  ],
  [
    'root in the pod, said once',
    [['Deployment/backend', `${POD}.securityContext.runAsUser`, 0]],
    [
      `Deployment/backend ${POD}.securityContext.runAsUser: runAsUser is 0, which is root: expected another user.`,
    ],
  ],
  [
    'root in a container, or in one before it',
    [
      ['Job/migration', `${CONTEXT}.runAsUser`, 0],
      ['Deployment/backend', `${POD}.initContainers`, [{ name: 'init', ...SAFE(0) }]],
    ],
    [
      `Deployment/backend ${POD}.initContainers.0.securityContext.runAsUser: runAsUser is 0, which is root: expected another user.`,
      `Job/migration ${CONTEXT}.runAsUser: runAsUser is 0, which is root: expected another user.`,
    ],
  ],
  [
    'root in a user namespace',
    [
      ['Deployment/backend', `${POD}.hostUsers`, false],
      ['Deployment/backend', `${POD}.securityContext.runAsUser`, 0],
      ['Deployment/backend', `${POD}.securityContext.runAsNonRoot`, false],
    ],
    [],
  ],
  [
    'the same before Kubernetes 1.35',
    [
      ['cluster', 'kubernetes', '1.34'],
      ['Deployment/backend', `${POD}.hostUsers`, false],
      ['Deployment/backend', `${POD}.securityContext.runAsUser`, 0],
    ],
    [
      `Deployment/backend ${POD}.securityContext.runAsUser: runAsUser is 0, which is root: expected another user.`,
    ],
  ],
  [
    'an unmasked /proc in a user namespace',
    [
      ['Deployment/backend', `${POD}.hostUsers`, false],
      ['Deployment/backend', `${CONTEXT}.procMount`, 'Unmasked'],
    ],
    [
      `Deployment/backend ${CONTEXT}.procMount: securityContext.procMount is "Unmasked": expected Default, or no value.`,
    ],
  ],
  [
    'a pod for Windows, which has neither seccomp nor capabilities',
    [
      ['Deployment/backend', `${POD}.os`, { name: 'windows' }],
      ['Deployment/backend', CONTEXT],
      ['Deployment/backend', `${POD}.securityContext.seccompProfile`],
    ],
    [],
  ],
  [
    'no seccomp profile',
    [['Deployment/backend', `${POD}.securityContext.seccompProfile`]],
    [
      `Deployment/backend ${CONTEXT}.seccompProfile.type: Container "backend" does not set seccompProfile.type: expected RuntimeDefault, in the pod or here.`,
    ],
  ],
  [
    'an unconfined pod, said once',
    [['Deployment/backend', `${POD}.securityContext.seccompProfile.type`, 'Unconfined']],
    [
      `Deployment/backend ${POD}.securityContext.seccompProfile.type: seccompProfile.type is "Unconfined": expected RuntimeDefault.`,
    ],
  ],
  [
    'an unconfined container',
    [['Deployment/backend', `${CONTEXT}.seccompProfile.type`, 'Unconfined']],
    [
      `Deployment/backend ${CONTEXT}.seccompProfile.type: Container "backend" sets seccompProfile.type to "Unconfined": expected RuntimeDefault, in the pod or here.`,
    ],
  ],
  [
    'a profile of the node',
    [['Deployment/backend', `${POD}.securityContext.seccompProfile.type`, 'Localhost']],
    [],
  ],
  [
    'capabilities kept',
    [['Deployment/backend', `${CONTEXT}.capabilities.drop`, ['NET_RAW']]],
    [
      `Deployment/backend ${CONTEXT}.capabilities.drop: Container "backend" drops only NET_RAW of its capabilities: expected [ALL].`,
    ],
  ],
  [
    'capabilities not mentioned',
    [['Deployment/backend', `${CONTEXT}.capabilities`]],
    [
      `Deployment/backend ${CONTEXT}.capabilities.drop: Container "backend" drops none of its capabilities: expected [ALL].`,
    ],
  ],
  [
    'a capability added',
    [['Deployment/backend', `${CONTEXT}.capabilities.add`, ['NET_BIND_SERVICE', 'CHOWN']]],
    [
      `Deployment/backend ${CONTEXT}.capabilities.add.1: Container "backend" adds the capability "CHOWN": only NET_BIND_SERVICE is allowed.`,
    ],
  ],
  [
    'the one capability that may be added',
    [['Deployment/backend', `${CONTEXT}.capabilities.add`, ['NET_BIND_SERVICE']]],
    [],
  ],
])

mistakes(podSecurity, 'minikube', [
  [
    'a switch without a value',
    [['Deployment/backend', 'spec.template.spec.securityContext.runAsNonRoot', null]],
    [
      'Deployment/backend spec.template.spec.containers.0.securityContext.runAsNonRoot: Container "backend" sets runAsNonRoot to null: expected true, in the pod or here.',
    ],
  ],
])

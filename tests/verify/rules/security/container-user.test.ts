import { containerUser } from '../../../../render/verify/rules/security/container-user.ts'
import { mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTEXT = `${POD}.securityContext`
const OWN = `${POD}.containers.0.securityContext`

mistakes(containerUser, 'minikube', [
  [
    'another user than the image has',
    [['Deployment/backend', `${CONTEXT}.runAsUser`, 1000]],
    [`Deployment/backend ${CONTEXT}.runAsUser: Container "backend" sets runAsUser to 1000: expected 1001.`],
  ],
  [
    'another group, of the container',
    [['Job/migration', `${OWN}.runAsGroup`, 70]],
    [`Job/migration ${OWN}.runAsGroup: Container "migration" sets runAsGroup to 70: expected 1001.`],
  ],
  [
    'our user for PostgreSQL',
    [['StatefulSet/postgres', `${CONTEXT}.runAsUser`, 1001]],
    [`StatefulSet/postgres ${CONTEXT}.runAsUser: Container "postgres" sets runAsUser to 1001: expected 70.`],
  ],
  [
    'no user',
    [['Deployment/backend', `${CONTEXT}.runAsUser`]],
    [`Deployment/backend ${CONTEXT}.runAsUser: Container "backend" does not set runAsUser: expected 1001.`],
  ],
  [
    'root, which pod-security is about',
    [
      ['Deployment/backend', `${CONTEXT}.runAsUser`, 0],
      ['Job/migration', `${OWN}.runAsUser`, 0],
    ],
    [],
  ],
  [
    'root in a user namespace, where the standards allow it',
    [
      ['Deployment/backend', `${POD}.hostUsers`, false],
      ['Deployment/backend', `${CONTEXT}.runAsUser`, 0],
    ],
    [`Deployment/backend ${CONTEXT}.runAsUser: runAsUser is 0, which is root: expected another user.`],
  ],
  [
    'the group root in the pod, said once',
    [['Deployment/backend', `${CONTEXT}.runAsGroup`, 0]],
    [`Deployment/backend ${CONTEXT}.runAsGroup: runAsGroup is 0, which is root: expected another user.`],
  ],
  [
    'files of the group of root',
    [
      ['Deployment/backend', `${CONTEXT}.fsGroup`, 0],
      ['Deployment/backend', `${CONTEXT}.supplementalGroups`, [1002, 0]],
    ],
    [
      `Deployment/backend ${CONTEXT}.fsGroup: fsGroup is 0, which is root: expected another user.`,
      `Deployment/backend ${CONTEXT}.supplementalGroups.1: supplementalGroups is 0, which is root: expected another user.`,
    ],
  ],
  ['our user again, in the container', [['Deployment/backend', `${OWN}.runAsUser`, 1001]], []],
  [
    'any other user of a program that no programs.yaml names',
    [
      ['Deployment/backend', `${POD}.containers.0.name`, 'redis'],
      ['Deployment/backend', `${CONTEXT}.runAsUser`, 999],
    ],
    [],
  ],
  [
    'no user of a program that no programs.yaml names',
    [
      ['Deployment/backend', `${POD}.containers.0.name`, 'redis'],
      ['Deployment/backend', `${CONTEXT}.runAsUser`],
    ],
    [
      `Deployment/backend ${CONTEXT}.runAsUser: Container "redis" does not set runAsUser: expected a number other than 0.`,
    ],
  ],
])

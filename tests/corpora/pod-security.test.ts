import { beforeAll, describe, expect, test } from 'vitest'
import type { Resource } from '../../render/kubernetes/resource.ts'
import type { Subject } from '../../render/verify/rule.ts'
import { hostAccess } from '../../render/verify/rules/security/host-access.ts'
import { podSecurity } from '../../render/verify/rules/security/pod-security.ts'
import { subjectFor } from '../support/subject.ts'
import { setIn, type Way } from '../verify/rule-cases.ts'
import { type Found, foreignSubject, runRules } from './foreign.ts'
import { finds } from './map/finds.ts'
import { POD_SECURITY } from './map/pod-security.ts'

// The Pod Security Standards, written down from their documentation; `npm run test:corpora` asks the fixtures of the
// admission controller itself.

type Check = keyof typeof POD_SECURITY.checks
/** A path into the pod's spec with dots, and the value there; `undefined` takes the field away. */
type Change = readonly [way: string, value: unknown]

const CONTEXT = 'securityContext'
/** The containers of the pod, where a field of a container is set. */
const CONTAINERS = ['containers.0', 'initContainers.0', 'ephemeralContainers.0']
const inEach = (way: string, ...values: readonly unknown[]): Change[] =>
  CONTAINERS.flatMap((container) => values.map((value): Change => [`${container}.${way}`, value]))
const inPod = (way: string, ...values: readonly unknown[]): Change[] => values.map((value) => [way, value])
const inBoth = (way: string, ...values: readonly unknown[]): Change[] => [
  ...inPod(`${CONTEXT}.${way}`, ...values),
  ...inEach(`${CONTEXT}.${way}`, ...values),
]
const CALLS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.preStop', 'lifecycle.postStart']
const called = (host: unknown): Change[] =>
  CALLS.flatMap((call) => [
    ['containers.0.'.concat(call), { httpGet: { port: 80, host } }],
    ['containers.0.'.concat(call), { tcpSocket: { port: 80, host } }],
  ])
const volume = (source: object): Change => ['volumes', [{ name: 'v', ...source }]]
const sysctl = (name: string): Change => [`${CONTEXT}.sysctls`, [{ name, value: '1' }]]
const OTHER_VOLUMES =
  'awsElasticBlockStore azureDisk azureFile cephfs cinder fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath iscsi nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume'
const VOLUMES = 'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'
const SYSCTLS =
  'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.ip_unprivileged_port_start net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_local_reserved_ports net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes net.ipv4.tcp_rmem net.ipv4.tcp_wmem'

const WRONG: Readonly<Record<Check, readonly Change[]>> = {
  allowprivilegeescalation: inEach(`${CONTEXT}.allowPrivilegeEscalation`, true, undefined),
  apparmorprofile: inBoth('appArmorProfile', { type: 'Unconfined' }),
  capabilities_baseline: inEach(
    `${CONTEXT}.capabilities.add`,
    ['SYS_ADMIN'],
    ['NET_RAW'],
    ['ALL'],
    ['CAP_CHOWN'],
  ),
  capabilities_restricted: [
    ...inEach(`${CONTEXT}.capabilities.add`, ['CHOWN'], ['NET_BIND_SERVICE', 'KILL']),
    ...inEach(`${CONTEXT}.capabilities.drop`, undefined, [], ['NET_RAW'], ['SYS_TIME', 'SYS_ADMIN']),
  ],
  hostnamespaces: [...inPod('hostNetwork', true), ...inPod('hostPID', true), ...inPod('hostIPC', true)],
  hostpathvolumes: [
    volume({ hostPath: { path: '/' } }),
    volume({ hostPath: { path: '/var/run/docker.sock' } }),
  ],
  hostports: inEach('ports', [{ containerPort: 80, hostPort: 80 }]),
  hostprobesandhostlifecycle: [...called('127.0.0.1'), ...called('node.example.com')],
  privileged: inEach(`${CONTEXT}.privileged`, true),
  procmount: inEach(`${CONTEXT}.procMount`, 'Unmasked'),
  procmount_restricted: inEach(`${CONTEXT}.procMount`, 'Unmasked'),
  restrictedvolumes: OTHER_VOLUMES.split(' ').map((kind) => volume({ [kind]: {} })),
  runasnonroot: [...inBoth('runAsNonRoot', false), ...inPod(`${CONTEXT}.runAsNonRoot`, undefined)],
  runasuser: inBoth('runAsUser', 0),
  seccompprofile_baseline: inBoth('seccompProfile', { type: 'Unconfined' }),
  seccompprofile_restricted: [
    ...inBoth('seccompProfile', { type: 'Unconfined' }),
    ...inPod(`${CONTEXT}.seccompProfile`, undefined),
  ],
  selinuxoptions: inBoth('seLinuxOptions', { type: 'spc_t' }, { user: 'root' }, { role: 'sysadm_r' }),
  sysctls: ['kernel.msgmax', 'fs.mqueue.msg_max', 'net.core.somaxconn'].map(sysctl),
  windowshostprocess: inBoth('windowsOptions', { hostProcess: true }),
}

const RIGHT: Readonly<Partial<Record<Check, readonly Change[]>>> = {
  apparmorprofile: inBoth(
    'appArmorProfile',
    { type: 'RuntimeDefault' },
    { type: 'Localhost', localhostProfile: 'x' },
  ),
  capabilities_restricted: inEach(`${CONTEXT}.capabilities.add`, ['NET_BIND_SERVICE'], []),
  hostnamespaces: [...inPod('hostNetwork', false), ...inPod('hostPID', false), ...inPod('hostIPC', false)],
  hostports: inEach('ports', [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }]),
  hostprobesandhostlifecycle: [...called(''), ...called(undefined)],
  privileged: inEach(`${CONTEXT}.privileged`, false),
  procmount: inEach(`${CONTEXT}.procMount`, 'Default'),
  restrictedvolumes: VOLUMES.split(' ').map((kind) => volume({ [kind]: {} })),
  runasuser: inBoth('runAsUser', 1000),
  seccompprofile_restricted: inBoth('seccompProfile', { type: 'RuntimeDefault' }, { type: 'Localhost' }),
  selinuxoptions: inBoth(
    'seLinuxOptions',
    {},
    { type: 'container_t' },
    { type: 'container_kvm_t', level: 's0' },
  ),
  sysctls: SYSCTLS.split(' ').map(sysctl),
  windowshostprocess: inBoth('windowsOptions', {}, { hostProcess: false }),
}

let own: Subject
beforeAll(async () => {
  own = await subjectFor('minikube')
})

function foundIn(...changes: readonly Change[]): Found[] {
  const container = () => ({
    name: 'c',
    [CONTEXT]: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  })
  const spec = {
    [CONTEXT]: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container()],
    initContainers: [container()],
    ephemeralContainers: [container()],
  }
  for (const [way, value] of changes) setIn(spec, way as Way, value)
  const pod: Resource = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }
  return runRules(foreignSubject(own, [pod], '1.36'), [hostAccess, podSecurity]).found
}

const table = (cases: Readonly<Partial<Record<Check, readonly Change[]>>>) =>
  (Object.entries(cases) as [Check, readonly Change[]][]).flatMap(([check, changes]) =>
    changes.map((change) => [check, ...change] as const),
  )

test('a pod that keeps the standard passes', () => expect(foundIn()).toEqual([]))

describe('is found', () => {
  test.each(table(WRONG))('%s: %s %j', (check, way, value) => {
    expect(finds(POD_SECURITY.checks[check], foundIn([way, value]))).toBe(true)
  })
})

describe('passes', () => {
  test.each(table(RIGHT))('%s: %s %j', (_, way, value) => expect(foundIn([way, value])).toEqual([]))
})

describe('in a user namespace', () => {
  const mapped: Change = ['hostUsers', false]

  test.each(table({ runasuser: WRONG.runasuser, runasnonroot: WRONG.runasnonroot }))(
    '%s passes: %s %j',
    (_, way, value) => expect(foundIn(mapped, [way, value])).toEqual([]),
  )

  test('an unmasked /proc is baseline, and not restricted', () => {
    const found = foundIn(mapped, ['containers.0.securityContext.procMount', 'Unmasked'])
    expect(found.map(({ rule }) => rule)).toEqual(['pod-security'])
  })
})

import { hostAccess } from '../../../../render/verify/rules/security/host-access.ts'
import { type Case, mistakes } from '../../mistakes.ts'

const POD = 'spec.template.spec'
const CONTAINER = `${POD}.containers.0`
const MIGRATION = 'Job/migration'

const field = (what: string, path: string, value: unknown, message: string): Case => [
  `${path} ${JSON.stringify(value)}`,
  [[what, path, value]],
  [`${what} ${path}: ${message}`],
]
const fine = (path: string, value: unknown): Case => [
  `${path} ${JSON.stringify(value)} is fine`,
  [['Deployment/backend', path, value]],
  [],
]

mistakes(hostAccess, 'minikube', [
  field(
    'Deployment/backend',
    `${POD}.hostNetwork`,
    true,
    'hostNetwork is true: expected false, or no value.',
  ),
  field(MIGRATION, `${POD}.hostPID`, true, 'hostPID is true: expected false, or no value.'),
  field('StatefulSet/postgres', `${POD}.hostIPC`, 'yes', 'hostIPC is "yes": expected false, or no value.'),
  [
    'a hostPath',
    [['Deployment/backend', `${POD}.volumes.1`, { name: 'node', hostPath: { path: '/' } }]],
    [
      `Deployment/backend ${POD}.volumes.1.hostPath: volumes.hostPath is set: it mounts the file system of the node; remove it.`,
    ],
  ],
  field(
    'Deployment/backend',
    `${CONTAINER}.securityContext.privileged`,
    true,
    'securityContext.privileged is true: expected false, or no value.',
  ),
  field(
    'Deployment/backend',
    `${CONTAINER}.securityContext.procMount`,
    'Unmasked',
    'securityContext.procMount is "Unmasked": expected Default, or no value.',
  ),
  field(
    'Deployment/backend',
    `${CONTAINER}.ports.0.hostPort`,
    80,
    'ports.hostPort is 80: expected 0, or no value.',
  ),
  field(
    'Deployment/backend',
    `${CONTAINER}.livenessProbe.httpGet.host`,
    '10.0.0.1',
    'livenessProbe.httpGet.host is "10.0.0.1"; remove it.',
  ),
  field(
    'Deployment/backend',
    `${CONTAINER}.lifecycle.preStop.httpGet.host`,
    'node',
    'lifecycle.preStop.httpGet.host is "node"; remove it.',
  ),
  field(
    'Deployment/backend',
    `${POD}.securityContext.windowsOptions.hostProcess`,
    true,
    'securityContext.windowsOptions.hostProcess is true: expected false, or no value.',
  ),
  field(
    'Deployment/backend',
    `${CONTAINER}.securityContext.windowsOptions.hostProcess`,
    true,
    'securityContext.windowsOptions.hostProcess is true: expected false, or no value.',
  ),
  field(
    'Deployment/backend',
    `${CONTAINER}.securityContext.appArmorProfile.type`,
    'Unconfined',
    'securityContext.appArmorProfile.type is "Unconfined": expected RuntimeDefault, Localhost, or no value.',
  ),
  field(
    'Deployment/backend',
    `${POD}.securityContext.seLinuxOptions.type`,
    'spc_t',
    'securityContext.seLinuxOptions.type is "spc_t": expected container_t, container_init_t, container_kvm_t, container_engine_t, or no value.',
  ),
  field(
    'Deployment/backend',
    `${POD}.securityContext.seLinuxOptions.user`,
    'root',
    'securityContext.seLinuxOptions.user is "root"; remove it.',
  ),
  [
    'a sysctl that reaches the node',
    [['Deployment/backend', `${POD}.securityContext.sysctls`, [{ name: 'kernel.msgmax', value: '65536' }]]],
    [
      `Deployment/backend ${POD}.securityContext.sysctls.0.name: securityContext.sysctls.name is "kernel.msgmax": expected kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.ip_local_reserved_ports, net.ipv4.ip_unprivileged_port_start, net.ipv4.ping_group_range, net.ipv4.tcp_fin_timeout, net.ipv4.tcp_keepalive_intvl, net.ipv4.tcp_keepalive_probes, net.ipv4.tcp_keepalive_time, net.ipv4.tcp_rmem, net.ipv4.tcp_syncookies, net.ipv4.tcp_wmem, or no value.`,
    ],
  ],
  [
    'AppArmor switched off by an annotation',
    [
      [
        'Deployment/backend',
        [
          'spec',
          'template',
          'metadata',
          'annotations',
          'container.apparmor.security.beta.kubernetes.io/backend',
        ],
        'unconfined',
      ],
    ],
    [
      'Deployment/backend spec.template.metadata.annotations.container.apparmor.security.beta.kubernetes.io/backend: AppArmor is "unconfined": expected runtime/default or localhost/PROFILE.',
    ],
  ],
  [
    'a privileged init container',
    [
      [
        'Deployment/backend',
        `${POD}.initContainers`,
        [{ name: 'init', securityContext: { privileged: true } }],
      ],
    ],
    [
      `Deployment/backend ${POD}.initContainers.0.securityContext.privileged: securityContext.privileged is true: expected false, or no value.`,
    ],
  ],
  [
    'an unmasked /proc in a user namespace',
    [
      ['Deployment/backend', `${POD}.hostUsers`, false],
      ['Deployment/backend', `${CONTAINER}.securityContext.procMount`, 'Unmasked'],
    ],
    [],
  ],
  [
    'the same before Kubernetes 1.35',
    [
      ['cluster', 'kubernetes', '1.34'],
      ['Deployment/backend', `${POD}.hostUsers`, false],
      ['Deployment/backend', `${CONTAINER}.securityContext.procMount`, 'Unmasked'],
    ],
    [
      `Deployment/backend ${CONTAINER}.securityContext.procMount: securityContext.procMount is "Unmasked": expected Default, or no value.`,
    ],
  ],
  [
    'a sysctl that is safe from Kubernetes 1.37 on',
    [
      ['cluster', 'kubernetes', '1.37'],
      [
        'Deployment/backend',
        `${POD}.securityContext.sysctls`,
        [{ name: 'net.ipv4.tcp_notsent_lowat', value: '1' }],
      ],
    ],
    [],
  ],
  fine(`${POD}.hostNetwork`, false),
  fine(`${CONTAINER}.ports.0.hostPort`, 0),
  fine(`${CONTAINER}.livenessProbe.httpGet.host`, ''),
  fine(`${POD}.securityContext.seLinuxOptions`, { type: 'container_t', level: 's0:c123,c456' }),
  fine(`${POD}.securityContext.sysctls`, [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]),
  fine(`${CONTAINER}.securityContext.appArmorProfile`, { type: 'RuntimeDefault' }),
  fine(`${POD}.volumes`, [{ name: 'tmp', emptyDir: {} }]),
])

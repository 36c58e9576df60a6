import type { CheckMap, Covered } from './entry.ts'

/** By the checks' names in the fixtures' file names; each has the fields that it is about. */
const CHECKS = {
  allowprivilegeescalation: { rules: ['pod-security'], field: /\.allowPrivilegeEscalation$/ },
  apparmorprofile: {
    rules: ['host-access'],
    field: /\.appArmorProfile\.type$|\.annotations\.container\.apparmor\./,
  },
  capabilities_baseline: {
    rules: ['pod-security'],
    field: /\.capabilities\.add\.\d+$/,
    note: 'Stricter: only NET_BIND_SERVICE may be added, as the restricted standard says.',
  },
  capabilities_restricted: { rules: ['pod-security'], field: /\.capabilities\.(add\.\d+|drop)$/ },
  hostnamespaces: { rules: ['host-access'], field: /\.host(Network|PID|IPC)$/ },
  hostpathvolumes: { rules: ['host-access'], field: /\.hostPath$/ },
  hostports: { rules: ['host-access'], field: /\.hostPort$/ },
  hostprobesandhostlifecycle: { rules: ['host-access'], field: /\.(httpGet|tcpSocket)\.host$/ },
  privileged: { rules: ['host-access'], field: /\.privileged$/ },
  procmount: { rules: ['host-access'], field: /\.procMount$/ },
  procmount_restricted: { rules: ['pod-security', 'host-access'], field: /\.procMount$/ },
  restrictedvolumes: { rules: ['pod-security', 'host-access'], field: /\.volumes\.\d+\.\w+$/ },
  runasnonroot: { rules: ['pod-security'], field: /\.runAsNonRoot$/ },
  runasuser: { rules: ['pod-security'], field: /\.runAsUser$/ },
  seccompprofile_baseline: { rules: ['pod-security'], field: /\.seccompProfile\.type$/ },
  seccompprofile_restricted: { rules: ['pod-security'], field: /\.seccompProfile\.type$/ },
  selinuxoptions: { rules: ['host-access'], field: /\.seLinuxOptions\.(type|user|role)$/ },
  sysctls: { rules: ['host-access'], field: /\.sysctls\.\d+\.name$/ },
  windowshostprocess: { rules: ['host-access'], field: /\.windowsOptions\.hostProcess$/ },
} as const satisfies Readonly<Record<string, Covered>>

export const POD_SECURITY = {
  project: 'Pod Security Standards',
  version: '1.36',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  checks: CHECKS,
} as const satisfies CheckMap

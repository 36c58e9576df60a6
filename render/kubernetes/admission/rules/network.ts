import type { Rules } from '../../schema/walk.ts'
import { between, type Check, text } from '../../values/check.ts'
import {
  dnsLabel,
  dnsSubdomain,
  host,
  labelValue,
  portName,
  qualifiedName,
  wildcardName,
} from '../../values/names.ts'
import { cidr, port, portOrName } from '../../values/network.ts'

/** Zero and nothing stand for the port itself. */
const targetPort: Check = (value) => (value === 0 || value === '' ? undefined : portOrName(value))

/** The Service of pkg/apis/core and pkg/apis/networking: validation/validation.go, field by field. */
export const networkRules: Rules = {
  'core.v1.ServiceSpec': {
    'selector.key': qualifiedName,
    'selector.*': labelValue,
    externalName: dnsSubdomain,
    loadBalancerSourceRanges: cidr,
    healthCheckNodePort: between(0, 65_535),
  },
  'core.v1.ServicePort': {
    name: dnsLabel,
    port,
    targetPort,
    nodePort: between(0, 65_535),
    appProtocol: qualifiedName,
  },
  'core.v1.ClientIPConfig': { timeoutSeconds: between(1, 86_400) },
  'networking.v1.IngressSpec': { ingressClassName: dnsSubdomain },
  'networking.v1.IngressRule': { host },
  'networking.v1.IngressTLS': { hosts: wildcardName, secretName: dnsSubdomain },
  'networking.v1.IngressServiceBackend': { name: dnsLabel },
  'networking.v1.ServiceBackendPort': { name: portName, number: port },
  'networking.v1.HTTPIngressPath': {
    path: text(/^(?!.*(\/\/|\/\.\.?(\/|$)|%2f))/i, 'a path without "//", "/./", "/../" and "%2f"'),
  },
  'networking.v1.NetworkPolicyPort': { port: portOrName, endPort: port },
  'networking.v1.IPBlock': { cidr, except: cidr },
}

import { parseQuantity } from '../quantity/parse.ts'
import { compare } from '../quantity/quantity.ts'
import { at, entries } from '../resource.ts'
import { type SchemaViolation, wrongValue } from '../schema/violation.ts'
import { isGiven, needs, oneOfFields, type Part, part, parts, twice } from './part.ts'
import { checkProbes } from './probes.ts'

const VALUE_FROM = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef']

/** The containers of a pod: validateContainers, validateEnv, ValidateContainerResourceRequirements in Kubernetes. */
export function checkContainers(pod: Part): SchemaViolation[] {
  const init = parts(pod, 'initContainers')
  const containers = parts(pod, 'containers')
  const all = [...init, ...containers]
  const grace = Number(at(pod.value, 'terminationGracePeriodSeconds') ?? 30)
  return [
    ...needs(pod, 'containers'),
    ...twice(all, ({ value }) => at(value, 'name'), 'container'),
    ...all.flatMap((container) => [
      ...needs(container, 'name', 'image'),
      ...environment(container),
      ...ports(container, at(pod.value, 'hostNetwork') === true),
      ...resources(part(container, 'resources')),
      ...privileges(part(container, 'securityContext')),
      ...checkProbes(container, init.includes(container), grace),
    ]),
    ...init.flatMap(restart),
  ]
}

function environment(container: Part): SchemaViolation[] {
  return [
    ...parts(container, 'env').flatMap((variable) => [
      ...needs(variable, 'name'),
      ...oneOfFields(part(variable, 'valueFrom'), VALUE_FROM),
      ...(at(variable.value, 'value') && isGiven(at(variable.value, 'valueFrom'))
        ? [
            wrongValue(
              [...variable.path, 'valueFrom'],
              'A variable has either "value" or "valueFrom": remove one.',
            ),
          ]
        : []),
      ...['configMapKeyRef', 'secretKeyRef'].flatMap((from) =>
        needs(part(variable, 'valueFrom', from), 'name', 'key'),
      ),
    ]),
    ...parts(container, 'envFrom').flatMap((source) => [
      ...oneOfFields(source, ['configMapRef', 'secretRef']),
      ...['configMapRef', 'secretRef'].flatMap((from) => needs(part(source, from), 'name')),
    ]),
  ]
}

function ports(container: Part, hostNetwork: boolean): SchemaViolation[] {
  const list = parts(container, 'ports')
  return [
    ...twice(list, ({ value }) => at(value, 'name'), 'port name'),
    ...list.flatMap(({ path, value }) => {
      const [own, host] = [at(value, 'containerPort'), at(value, 'hostPort')]
      return hostNetwork && isGiven(host) && own !== host
        ? [wrongValue([...path, 'hostPort'], `With hostNetwork it must be the containerPort ${own}.`)]
        : []
    }),
  ]
}

/** No request above its limit. */
function resources(resources: Part): SchemaViolation[] {
  const limits = part(resources, 'limits')
  return entries(at(resources.value, 'requests')).flatMap(([name, request]) => {
    const limit = at(limits.value, name)
    const [asked, allowed] = [parseQuantity(request), parseQuantity(limit)]
    if (!asked || !allowed || compare(asked, allowed) <= 0) return []
    return [
      wrongValue(
        [...resources.path, 'requests', name],
        `The ${name} request ${request} is above the limit ${limit}.`,
      ),
    ]
  })
}

function privileges({ path, value }: Part): SchemaViolation[] {
  if (at(value, 'allowPrivilegeEscalation') !== false) return []
  const capabilities = at(value, 'capabilities', 'add')
  const admin =
    Array.isArray(capabilities) && capabilities.some((name) => /^(CAP_)?SYS_ADMIN$/.test(String(name)))
  if (at(value, 'privileged') !== true && !admin) return []
  const cause = admin ? 'the capability SYS_ADMIN' : '"privileged: true"'
  return [wrongValue([...path, 'allowPrivilegeEscalation'], `Can't be false together with ${cause}.`)]
}

/** An init container that goes on running beside the others says so with Always, and nothing else. */
function restart({ path, value }: Part): SchemaViolation[] {
  const policy = at(value, 'restartPolicy')
  return isGiven(policy) && !['Always', 'Never', 'OnFailure'].includes(String(policy))
    ? [wrongValue([...path, 'restartPolicy'], `Expected Always, found "${policy}".`)]
    : []
}

import { suggest } from '../../problem/nearest.ts'
import { at, entries } from '../resource.ts'
import { type SchemaViolation, wrongValue } from '../schema/violation.ts'
import { isMap, needs, type Part, part, parts, twice } from './part.ts'

/**
 * Volumes and what mounts them: ValidateVolumes and ValidateVolumeMounts in Kubernetes.
 *
 * @param claims names of the volumes that a StatefulSet makes for each pod.
 */
export function checkVolumes(pod: Part, claims: readonly string[]): SchemaViolation[] {
  const volumes = parts(pod, 'volumes')
  const names = [...volumes.map(({ value }) => String(at(value, 'name') ?? '')), ...claims]
  const containers = [...parts(pod, 'initContainers'), ...parts(pod, 'containers')]
  return [
    ...twice(volumes, ({ value }) => at(value, 'name'), 'volume'),
    ...volumes.flatMap(source),
    ...containers.flatMap((container) => mounts(container, names)),
  ]
}

/** Everything but the name is a source. None at all is an emptyDir to the server, and a slip to a reader. */
function source(volume: Part): SchemaViolation[] {
  const sources = entries(volume.value).filter(([key, value]) => key !== 'name' && value !== null)
  return [
    ...needs(volume, 'name'),
    ...(isMap(volume.value) && sources.length > 1
      ? [
          wrongValue(
            volume.path,
            `A volume comes from one source, found ${sources.map(([key]) => key).join(' and ')}.`,
          ),
        ]
      : []),
    ...needs(part(volume, 'configMap'), 'name'),
    ...needs(part(volume, 'secret'), 'secretName'),
    ...needs(part(volume, 'persistentVolumeClaim'), 'claimName'),
    ...needs(part(volume, 'hostPath'), 'path'),
  ]
}

function mounts(container: Part, names: readonly string[]): SchemaViolation[] {
  const list = parts(container, 'volumeMounts')
  return [
    ...twice(list, ({ value }) => at(value, 'mountPath'), 'mountPath'),
    ...list.flatMap((mount) => {
      const name = at(mount.value, 'name')
      return [
        ...needs(mount, 'name', 'mountPath'),
        ...(typeof name === 'string' && name !== '' && !names.includes(name)
          ? [wrongValue([...mount.path, 'name'], `The pod has no volume "${name}".${suggest(name, names)}`)]
          : []),
        ...(at(mount.value, 'subPath') && at(mount.value, 'subPathExpr')
          ? [
              wrongValue(
                [...mount.path, 'subPathExpr'],
                'A mount has either "subPath" or "subPathExpr": remove one.',
              ),
            ]
          : []),
      ]
    }),
  ]
}

import { at, environmentFile, items, ofKind, type Path, policy, type Resource, show, text } from '#engine'

const COMPONENT = 'external-secrets'

interface Values {
  readonly store: string
  readonly path: string
}

/** What a manifest names in a store. */
interface Named {
  readonly resource: Resource
  readonly path: Path
  /** A key, or a path that is searched; undefined: the whole store. */
  readonly key: string | undefined
  readonly stores: readonly (string | undefined)[]
}

const secretPath = policy({
  id: 'secret-path',
  severity: 'error',
  title:
    "ExternalSecrets and PushSecrets name only what lies below this environment's path in its store, whichever component brings them.",
  why: 'Two environments with one path are refused where environment.yaml claims it: a manifest with another key, or a search of the whole store, reads the secrets of another environment. https://external-secrets.io/latest/guides/multi-tenancy/',
  remediation: `Name a key below components.${COMPONENT}.path, in the component.ts of the component that brings the manifest.`,
  *check(subject) {
    const claimed = subject.environment.components[COMPONENT] as Values | undefined
    const all = [
      ...ofKind(subject, 'ExternalSecret').flatMap(readIn),
      ...ofKind(subject, 'PushSecret').flatMap(writtenIn),
    ]
    for (const { resource, path, key, stores } of all) {
      const found = key === undefined ? 'It searches the whole store' : `It names ${show(key)}`
      const foreign = stores.filter((store) => store !== claimed?.store)
      if (claimed === undefined) {
        const file = environmentFile(subject.environment.name)
        const message = `${found}, and ${file} claims no path of secrets: turn the component ${COMPONENT} on.`
        yield { resource, path, message }
      } else if (foreign.length > 0)
        yield {
          resource,
          path,
          message: `Its store is ${show(foreign[0])}: expected ${show(claimed.store)}.`,
        }
      else if (key === undefined || !isBelow(key, claimed.path))
        yield { resource, path, message: `${found}: expected a key below ${show(claimed.path)}.` }
    }
  },
})

/** As Go reads durations (https://pkg.go.dev/time#ParseDuration), and "0" and its kin. */
const DURATION = /^(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/
const NEVER = /^([0.]+(ns|us|µs|ms|s|m|h)?)+$/

const rotation = policy({
  id: 'secret-refresh',
  severity: 'error',
  title: 'Every ExternalSecret is read again from time to time.',
  why: 'With refreshInterval 0, or a refreshPolicy other than Periodic, the Secret keeps its first value: a rotated password reaches no pod, and services fail once the old one is revoked. https://external-secrets.io/latest/api/externalsecret/#refresh-policy',
  remediation: `Set a refreshInterval, such as 1h, in components.${COMPONENT} of environment.yaml; if omitted it is 1h.`,
  *check(subject) {
    for (const resource of ofKind(subject, 'ExternalSecret')) {
      const [interval, mode] = ['refreshInterval', 'refreshPolicy'].map((field) =>
        text(at(resource, 'spec', field)),
      )
      if (mode !== undefined && mode !== 'Periodic')
        yield {
          resource,
          path: ['spec', 'refreshPolicy'],
          message: `refreshPolicy ${mode} doesn't read it again after a rotation: expected Periodic.`,
        }
      else if (interval !== undefined && NEVER.test(interval))
        yield {
          resource,
          path: ['spec', 'refreshInterval'],
          message: `refreshInterval ${interval} never reads it again: expected more than 0.`,
        }
      else if (interval !== undefined && !DURATION.test(interval))
        yield {
          resource,
          path: ['spec', 'refreshInterval'],
          message: `refreshInterval "${interval}" is not a duration: expected one such as 1h or 30m.`,
        }
    }
  },
})

export default [secretPath, rotation]

const ownStore = (resource: Resource): string | undefined =>
  text(at(resource, 'spec', 'secretStoreRef', 'name'))

/** What an ExternalSecret reads; what a generator makes is in no store. */
function readIn(resource: Resource): Named[] {
  const from = (
    field: string,
    index: number,
    source: unknown,
    way: Path,
    key: string | undefined,
  ): Named => ({
    resource,
    path: ['spec', field, index, ...way],
    key,
    stores: [text(at(source, 'sourceRef', 'storeRef', 'name')) ?? ownStore(resource)],
  })
  const single = items(at(resource, 'spec', 'data')).map((each, index) =>
    from('data', index, each, ['remoteRef', 'key'], text(at(each, 'remoteRef', 'key'))),
  )
  const several = items(at(resource, 'spec', 'dataFrom')).flatMap((each, index) => {
    const [extract, find] = [at(each, 'extract'), at(each, 'find')]
    return [
      ...(extract === undefined
        ? []
        : [from('dataFrom', index, each, ['extract', 'key'], text(at(extract, 'key')))]),
      ...(find === undefined ? [] : [from('dataFrom', index, each, ['find'], text(at(find, 'path')))]),
    ]
  })
  return [...single, ...several]
}

/** What a PushSecret writes. */
function writtenIn(resource: Resource): Named[] {
  const stores = items(at(resource, 'spec', 'secretStoreRefs')).map((each) => text(at(each, 'name')))
  return items(at(resource, 'spec', 'data')).map((each, index) => ({
    resource,
    path: ['spec', 'data', index, 'match', 'remoteRef', 'remoteKey'],
    key: text(at(each, 'match', 'remoteRef', 'remoteKey')) ?? '',
    stores,
  }))
}

/** A store may resolve `..` as a file system does. */
const isBelow = (key: string, path: string): boolean =>
  key.startsWith(`${path}/`) && key.split('/').every((step) => !['', '.', '..'].includes(step))

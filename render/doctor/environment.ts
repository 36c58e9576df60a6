import {
  argocdNamespace,
  type Cluster,
  type Definition,
  namespaceOf,
  qualifiedName,
} from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { at, isKind, items, type Resource } from '../kubernetes/resource.ts'
import { application } from './argocd.ts'
import { missing, ok, type Verdict, warn } from './check.ts'
import { podsOf } from './pods.ts'
import { namesIn, type Question } from './question.ts'

/** A key that a pod refers to, as `secrets` knows it. */
export interface WantedKey {
  readonly secret: string
  readonly key: string
  readonly optional: boolean
}

/** What one environment needs in its cluster beside its manifests, `resources`. `here`: Argo CD runs in that same cluster. */
export function environmentQuestions(
  definition: Definition,
  cluster: Cluster,
  keys: readonly WantedKey[],
  here: boolean,
  resources: readonly Resource[],
  fleet: Pick<Fleet, 'system'>,
): Question[] {
  const { name, environment } = definition
  const scope = `environment ${name}`
  const namespace = namespaceOf(definition, fleet)
  const { stores, certificates, issuers, gateways } = neededBy(resources)
  return [
    ...stores.map((each) => store(each, namespace)),
    {
      name: 'Secrets',
      needed: 'pods start',
      // Names of keys, and no value: none ever enters memory here.
      ask: [
        ...['--namespace', namespace, 'get', 'secrets', '--output'],
        'go-template={{range .items}}{{.metadata.name}}{{range $key, $value := .data}} {{$key}}{{end}}{{"\\n"}}{{end}}',
      ],
      remediation: '',
      judge: (answer: string) => secretsIn(answer, keys, name, stores.length > 0),
    },
    ...certificates.map((each) => certificate(each, namespace)),
    ...issuers.map(issuer),
    ...gateways.map((each) => parent(each, namespace)),
    podsOf(namespace),
    ...(here
      ? [
          application(
            scope,
            argocdNamespace(cluster),
            qualifiedName(fleet, name),
            `Push apps/${environment.cluster}; then root-${environment.cluster} creates it.`,
          ),
        ]
      : []),
  ].map((question) => ({ ...question, scope }))
}

/** What the manifests of an environment refer to that is not among them, each once. */
function neededBy(resources: readonly Resource[]) {
  const ingresses = resources.filter(isKind('Ingress'))
  const issuerOf = (ingress: Resource) => text(at(ingress, 'metadata', 'annotations', ISSUER))
  return {
    stores: distinct(
      resources.filter(isKind('ExternalSecret')).map((each) => ({
        store: text(at(each, 'spec', 'secretStoreRef', 'name')) ?? '',
        storeKind: text(at(each, 'spec', 'secretStoreRef', 'kind')) ?? 'SecretStore',
      })),
    ),
    certificates: distinct(
      ingresses.flatMap((ingress) =>
        items(at(ingress, 'spec', 'tls')).flatMap((each) => {
          const secretName = text(at(each, 'secretName'))
          return secretName === undefined ? [] : [{ secretName, isIssued: issuerOf(ingress) !== undefined }]
        }),
      ),
    ),
    issuers: distinct(ingresses.flatMap((ingress) => issuerOf(ingress) ?? [])),
    gateways: distinct(
      resources.filter(isKind('HTTPRoute')).flatMap((route) =>
        items(at(route, 'spec', 'parentRefs')).map((each) => ({
          name: text(at(each, 'name')) ?? '',
          namespace: text(at(each, 'namespace')),
        })),
      ),
    ),
  }
}

/** https://cert-manager.io/docs/usage/ingress/ */
const ISSUER = 'cert-manager.io/cluster-issuer'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((each) => [JSON.stringify(each), each])).values(),
]

type Unplaced = Omit<Question, 'scope'>

function secretsIn(answer: string, wanted: readonly WantedKey[], name: string, fromStore: boolean): Verdict {
  const there = new Set(
    answer.split('\n').flatMap((line) => {
      const [secret, ...keys] = line.split(' ')
      return keys.map((key) => `${secret}/${key}`)
    }),
  )
  const absent = wanted.filter(({ secret, key }) => !there.has(`${secret}/${key}`))
  const lacking = absent.map(({ secret, key }) => `${secret} without ${key}`).join(', ')
  const remediation = fromStore
    ? 'Check the ExternalSecrets with kubectl describe externalsecrets; the store must contain these keys.'
    : `Fill in environments/${name}/secrets.env, then npm run secrets ${name}.`
  if (absent.length === 0) return ok(`${wanted.length} keys`)
  return absent.every(({ optional }) => optional)
    ? warn(lacking, `${remediation} They are optional.`)
    : missing(lacking, remediation)
}

const store = (
  { store: wanted, storeKind }: { readonly store: string; readonly storeKind: string },
  namespace: string,
): Unplaced => ({
  name: `${storeKind} ${wanted}`,
  needed: 'External Secrets reads the secrets from it',
  ask: [
    ...(storeKind === 'SecretStore' ? ['--namespace', namespace] : []),
    ...['get', `${storeKind.toLowerCase()}s.external-secrets.io`, '--output=name'],
  ],
  remediation: 'Install the External Secrets Operator: https://external-secrets.io',
  judge: named(wanted, 'Create it, with the credentials of your vault: https://external-secrets.io'),
})

const certificate = (
  { secretName, isIssued }: { readonly secretName: string; readonly isIssued: boolean },
  namespace: string,
): Unplaced => ({
  name: `certificate in Secret ${secretName}`,
  needed: 'https',
  ask: ['--namespace', namespace, 'get', 'secrets', '--output=name'],
  remediation: '',
  judge: (answer) => {
    if (namesIn(answer).includes(secretName)) return ok('there')
    return isIssued
      ? warn('not there yet', 'cert-manager creates it after the first sync: kubectl describe certificate.')
      : missing('not there', `kubectl create secret tls ${secretName} --cert=FILE --key=FILE`)
  },
})

const issuer = (wanted: string): Unplaced => ({
  name: `ClusterIssuer ${wanted}`,
  needed: 'cert-manager issues the certificate with it',
  ask: ['get', 'clusterissuers.cert-manager.io', '--output=name'],
  remediation: 'Install cert-manager: https://cert-manager.io',
  judge: named(wanted, 'Create it, or name one that exists in environment.yaml.'),
})

const parent = (
  { name, namespace }: { readonly name: string; readonly namespace: string | undefined },
  home: string,
): Unplaced => ({
  name: `Gateway ${name}`,
  needed: 'the HTTPRoute: the Gateway serves it',
  ask: ['--namespace', namespace ?? home, 'get', 'gateways.gateway.networking.k8s.io', '--output=name'],
  remediation: 'Install the Gateway API and a controller: https://gateway-api.sigs.k8s.io',
  judge: named(name, 'Create it, or name one that exists in environment.yaml.'),
})

const named =
  (wanted: string, remediation: string) =>
  (answer: string): Verdict => {
    const names = namesIn(answer)
    return names.includes(wanted)
      ? ok('there')
      : missing(names.length > 0 ? `the cluster has ${names.join(', ')}` : 'not there', remediation)
  }

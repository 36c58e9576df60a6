import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { newService } from '../../render/commands/new-service.ts'
import { render } from '../../render/commands/render.ts'
import { validate } from '../../render/commands/validate.ts'
import { type Any, read } from '../fixtures/build.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, write } from '../support/repository.ts'

// A second service with an entrance of its own, at another port and path: a component in base like any other.

const FOLDER = 'base/components/cart-entrance'
const LABELS = `  labels:
    app.kubernetes.io/name: cart
    app.kubernetes.io/component: edge
    app.kubernetes.io/part-of: todo
`
const META = (name: string, wave: string) =>
  `metadata:\n  name: ${name}\n${LABELS}  annotations:\n    argocd.argoproj.io/sync-wave: "${wave}"\n`
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${META('cart-from-outside', '-1')}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: cart
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: outside
      ports:
        - port: 7070
`
const REACHABILITY = (key: string) => `peers:
  cart-clients:
    namespace: { environment: components.${key} }
connections:
  cart-clients: [cart:7070]
external: [cart:7070]
`
const INGRESS = {
  [`${FOLDER}/component.ts`]: `import { component, dnsLabel, fromNamespace, networkPolicy, object } from '#engine'

export default component({
  description: 'The cart at a path of the host.',
  values: object({ className: dnsLabel('The IngressClass'), namespace: dnsLabel('Of the controller') }),
  uses: ['host'],
  claims: ({ environment: { host } }) => [
    { scope: 'cluster', compare: 'equal', what: 'host and path', value: host + '/api/cart' },
  ],
  patches: ({ values: { className, namespace }, environment: { host } }) => [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'cart' },
      spec: {
        ingressClassName: className,
        tls: [{ hosts: [host], secretName: 'todo-tls' }],
        rules: [{
          host,
          http: { paths: [{
            path: '/api/cart',
            pathType: 'Prefix',
            backend: { service: { name: 'cart', port: { number: 7070 } } },
          }] },
        }],
      },
    },
    networkPolicy('cart-from-outside', { ingress: [fromNamespace(namespace, 7070)] }),
  ],
})
`,
  [`${FOLDER}/ingress.yaml`]: `apiVersion: networking.k8s.io/v1
kind: Ingress
${META('cart', '3')}spec:
  ingressClassName: nginx
  rules: []
`,
  [`${FOLDER}/kustomization.yaml`]:
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n  - ingress.yaml\n  - network-policy.yaml\n',
  [`${FOLDER}/network-policy.yaml`]: POLICY,
  [`${FOLDER}/reachability.yaml`]: REACHABILITY('cart-entrance.namespace'),
}
const ROUTE = {
  [`${FOLDER}/component.ts`]: `import { component, dnsLabel, fromNamespace, networkPolicy, object, patch } from '#engine'

export default component({
  description: 'The cart at a path of the host.',
  values: object({ name: dnsLabel('The Gateway'), namespace: dnsLabel('Of the Gateway') }),
  uses: ['host'],
  patches: ({ values: { name, namespace }, environment: { host } }) => [
    patch('gateway.networking.k8s.io/v1', 'HTTPRoute', 'cart', {
      spec: { parentRefs: [{ name, namespace }], hostnames: [host] },
    }),
    networkPolicy('cart-from-outside', { ingress: [fromNamespace(namespace, 7070)] }),
  ],
})
`,
  [`${FOLDER}/http-route.yaml`]: `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
${META('cart', '3')}spec:
  parentRefs:
    - name: todo
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /api/cart
      backendRefs:
        - name: cart
          port: 7070
`,
  [`${FOLDER}/kustomization.yaml`]:
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n  - http-route.yaml\n  - network-policy.yaml\n',
  [`${FOLDER}/network-policy.yaml`]: POLICY,
  [`${FOLDER}/reachability.yaml`]: REACHABILITY('cart-entrance.namespace'),
}

async function withEntrance(
  files: Readonly<Record<string, string>>,
  components: Readonly<Record<string, object | undefined>>,
): Promise<string> {
  const root = copyOfRepository()
  render(root, [])
  expect(await newService(root, 'cart', { port: '7070', probe: 'tcp' })).toMatchObject({ exit: 0 })
  write(root, files)
  const path = join(root, 'environments/staging/environment.yaml')
  const document = parseDocument(readFileSync(path, 'utf8'))
  for (const [name, values] of Object.entries(components))
    if (values === undefined) document.deleteIn(['components', name])
    else document.setIn(['components', name], values)
  writeFileSync(path, document.toString({ lineWidth: 0 }))
  expect(render(root, [])).toMatchObject({ exit: 0, errors: [] })
  return root
}
const textOf = ({ lines }: { lines: readonly { text: string }[] }): string =>
  lines.map(({ text }) => text).join('\n')

test('two Ingresses: one for each service, at its own port and path of one host', async () => {
  const root = await withEntrance(INGRESS, {
    'cart-entrance': { className: 'traefik', namespace: 'traefik' },
  })
  const outcome = await validate(root, [])
  expect(outcome, textOf(outcome)).toMatchObject({ exit: 0, errors: [] })
  const built = read((await kustomizeBuild(join(root, 'overlays/staging'))).manifests)
  const paths = built
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap(({ spec }) =>
      spec.rules.flatMap((rule: Any) => rule.http.paths.map((each: Any) => [rule.host, each.path])),
    )
  expect(paths).toEqual([
    ['staging.todo.example.com', '/api/cart'],
    ['staging.todo.example.com', '/'],
  ])
})

test('two routes of one Gateway', async () => {
  const gateway = { name: 'public', namespace: 'gateway' }
  const root = await withEntrance(ROUTE, { ingress: undefined, gateway, 'cart-entrance': gateway })
  const outcome = await validate(root, [])
  expect(outcome, textOf(outcome)).toMatchObject({ exit: 0, errors: [] })
})

test.each([
  ['a port that is not listed', 'external: [cart:7070]', 'external: [cart:7071]', '[external-access]'],
  ['a service that is not listed', 'external: [cart:7070]\n', '', '[external-access]'],
  ['a way in that is not listed', 'cart-clients: [cart:7070]', 'cart-clients: [cart:7071]', '[reachability]'],
])('%s is a finding', async (_, from, to, rule) => {
  const file = `${FOLDER}/reachability.yaml`
  const root = await withEntrance(
    { ...INGRESS, [file]: INGRESS[file]?.replace(from, to) ?? '' },
    { 'cart-entrance': { className: 'traefik', namespace: 'traefik' } },
  )
  const outcome = await validate(root, ['staging'])
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toContain(rule)
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diff } from '../../render/commands/diff/diff.ts'
import { bump } from '../../render/commands/release/bump.ts'
import { history } from '../../render/commands/release/history.ts'
import { promote } from '../../render/commands/release/promote.ts'
import { rollback } from '../../render/commands/release/rollback.ts'
import { render } from '../../render/commands/render.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { commitAll, git, headOf, makeClones, removeTemplate } from './clones.ts'
import { releaseAt } from './truth.ts'

// A repository whose environments were written before components took values goes on across the commit that rewrites
// them: what was deployed stays what it is, and can be gone back to.

afterAll(removeTemplate)

const FORMER = {
  minikube: `cluster: minikube
namespace: todo-app
host: todo.local
ingress:
  className: nginx
  controllerNamespace: ingress-nginx
nodePort: 30080
database:
  inCluster:
    storage: 1Gi
`,
  staging: `cluster: cloud
host: staging.todo.example.com
components:
  - spread
ingress:
  className: traefik
  controllerNamespace: traefik
database:
  external:
    addresses:
      - 192.0.2.0/24
`,
  production: `cluster: cloud
host: todo.example.com
retain: true
components: [monitoring, spread]
ingress:
  className: traefik
  controllerNamespace: traefik
database:
  external:
    addresses: [198.51.100.0/24]
externalSecrets:
  store: vault
  path: todo/production
`,
}
const definition = (name: string): string => `environments/${name}/environment.yaml`
const image = (tag: string) => `backend=${tag}@sha256:${tag.replaceAll('.', '').padEnd(64, '0')}`

/** A clone whose newest commit rewrites the environments as the error says; those before it have the former format. */
function acrossTheFormat() {
  const { work } = makeClones(temporaryFolder())
  write(work, Object.fromEntries(Object.entries(FORMER).map(([name, text]) => [definition(name), text])))
  const { exit, errors } = render(work, [])
  expect(exit).toBe(2)
  const now: Record<string, string> = {}
  for (const [name, text] of Object.entries(FORMER)) {
    const message = errors.find((each) => each.startsWith(`${definition(name)}:`)) ?? ''
    const [, former = '', components = ''] = /Replace (.*) with: (components: .*)$/.exec(message) ?? []
    const keys = [...former.matchAll(/"([a-zA-Z]+)"/g)].map(([, key]) => key as string)
    const kept = text.split(/^(?=[a-zA-Z])/m).filter((block) => !keys.includes(block.split(':')[0] as string))
    now[name] = `${kept.join('')}${components}\n`
  }
  write(work, Object.fromEntries(Object.entries(now).map(([name, text]) => [definition(name), text])))
  expect(render(work, [])).toMatchObject({ exit: 0 })
  // What was rendered is the same in both formats: only the definitions differ.
  write(work, Object.fromEntries(Object.entries(FORMER).map(([name, text]) => [definition(name), text])))
  const before = commitAll(work, 'The former format')
  write(work, Object.fromEntries(Object.entries(now).map(([name, text]) => [definition(name), text])))
  const after = commitAll(work, 'Write components as a map')
  return { work, before, after }
}

test('the error spells out what to write, and with that nothing changes in a cluster', async () => {
  const { work, before } = acrossTheFormat()
  const outcome = await diff(work, { base: before })
  expect(outcome).toMatchObject({ exit: 0 })
  expect(outcome.lines.map(({ text }) => text).join('\n')).toContain('Nothing changes')
})

test('releases move on, are told, and go back across it', async () => {
  const { work, before } = acrossTheFormat()
  const raise = (tag: string) =>
    bump(work, { environment: 'staging', image: [image(tag)], commit: headOf(work) })
  expect(await raise('1.0.0')).toMatchObject({ exit: 0 })
  expect(await promote(work, { from: 'staging', to: 'production', service: ['backend'] })).toMatchObject({
    exit: 0,
  })
  expect(releaseAt(work, 'HEAD', 'production')['backend']?.tag).toBe('1.0.0')

  const told = await history(work, 'staging', { limit: 10 })
  expect(told.lines.map(({ text }) => text).join('\n')).toContain('1.0.0')

  // To a state that a commit of the former format holds.
  const reason = 'The new schema is not there yet.'
  expect(await rollback(work, 'staging', { reason, service: ['backend'], to: before })).toMatchObject({
    exit: 0,
  })
  expect(releaseAt(work, 'HEAD', 'staging')['backend']).toEqual({ tag: '0.1.0' })
  expect(readFileSync(join(work, definition('staging')), 'utf8')).toContain('components: {')
  expect(render(work, [])).toMatchObject({ exit: 0, json: { changes: [] } })
})

test('a plain revert of a bump after it, and of the rewriting itself', async () => {
  const { work, after } = acrossTheFormat()
  await bump(work, { environment: 'staging', image: [image('1.0.0')], commit: headOf(work) })
  git(work, 'revert', '--no-edit', 'HEAD')
  expect(releaseAt(work, 'HEAD', 'staging')['backend']).toEqual({ tag: '0.1.0' })
  expect(render(work, [])).toMatchObject({ exit: 0, json: { changes: [] } })
  // Without the new format there is only the old one, which is refused and named.
  git(work, 'revert', '--no-edit', after)
  const { exit, errors } = render(work, [])
  expect(exit).toBe(2)
  expect(errors.join('\n')).toContain('Components are a map now.')
  expect(existsSync(join(work, 'overlays/staging/kustomization.yaml'))).toBe(true)
})

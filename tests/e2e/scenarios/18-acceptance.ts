import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manifests } from '../../../minikube/manifests.ts'
import { MODEL } from '../../../minikube/model.ts'
import { assert } from '../cluster/api.ts'
import { settled } from '../cluster/applications.ts'
import { FIRST, REGISTRY, REPOSITORY } from '../images/list.ts'
import { deploy, refreshAll } from './deployed.ts'
import type { Context, Scenario } from './scenario.ts'

const NO_KEY = 'OPENAI_API_KEY=\n'

export const acceptance: Scenario = {
  number: 18,
  title: 'npm run acceptance finds nothing wrong, chat included, which the scripted model answers',
  needs: ['real pods', 'images of newer builds'],
  notExercised: ['a real model'],
  async run(context) {
    const { api, application, environment, repository } = context
    await deploy(context)
    const secrets = `environments/${environment}/secrets.env`
    await startModel(context)
    repository.edit(secrets, NO_KEY, `OPENAI_API_KEY=${MODEL.key}\n`)
    await repository.npm('secrets', environment)
    askModel(context)
    await repository.renderAndPush('Let the scripted model answer the chat')
    await refreshAll(context)
    await settled(api, application, 180)

    const { code, output } = await repository.tryNpm(
      ...['acceptance', environment, '--address', context.frontend, '--markdown', 'docs/acceptance.md'],
    )
    context.keep('acceptance.md', join(repository.folder, 'docs/acceptance.md'))
    await repository.git('checkout', '--', 'docs/acceptance.md')
    assert(code === 0, output)
    assert(/^ *passed +user-journey:/m.test(output), output)

    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    repository.edit(secrets, `OPENAI_API_KEY=${MODEL.key}\n`, NO_KEY)
    await repository.npm('secrets', environment)
    await refreshAll(context)
    await settled(api, application, 180)
    await context.kubectl('delete', 'namespace', MODEL.name, '--wait=false')
    const untried = output.split('\n').filter((line) => /^ *skipped/.test(line))
    return [output.trim().split('\n').at(-1) ?? '', ...untried.map((line) => line.trim())]
  },
}

/** The model that answers from a script, as the quickstart starts it, from the run's registry. */
async function startModel({ digests, kubectl }: Context): Promise<void> {
  const image = `${REGISTRY}/${REPOSITORY}/${MODEL.name}@${digests[`${MODEL.name}:${FIRST}`]}`
  const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-model-'))
  const file = join(folder, 'model.yaml')
  // Minikube's node has it before; this one pulls it.
  writeFileSync(
    file,
    manifests(MODEL.name, image).replace('"imagePullPolicy":"Never"', '"imagePullPolicy":"IfNotPresent"'),
  )
  await kubectl('apply', '--filename', file)
  rmSync(folder, { recursive: true })
  const deployment = ['--namespace', MODEL.name, 'rollout', 'status', `deployment/${MODEL.name}`]
  await kubectl(...deployment, '--timeout=120s')
}

/** The quickstart's "Chat without a key": the addresses are those of this cluster's pods. */
function askModel({ environment, podRange, repository }: Context): void {
  const file = `environments/${environment}/environment.yaml`
  const { port } = MODEL.component
  const settings = Object.entries(MODEL.settings).map(([name, value]) => `      ${name}: ${value}\n`)
  repository.edit(
    file,
    '\ncomponents:\n',
    `\ncomponents:\n  model-api:\n    addresses: [${podRange}]\n    port: ${port}\n`,
  )
  repository.edit(file, '\nservices:\n', `\nservices:\n  ai-agent:\n    settings:\n${settings.join('')}`)
}

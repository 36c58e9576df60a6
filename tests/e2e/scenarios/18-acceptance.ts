import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { manifests } from '../../../minikube/manifests.ts'
import { askIn, type StandIn, standIns } from '../../../minikube/stand-ins.ts'
import { assert } from '../cluster/api.ts'
import { settled } from '../cluster/applications.ts'
import { install } from '../cluster/install.ts'
import { FIRST, REGISTRY, REPOSITORY } from '../images/list.ts'
import { deploy, refreshAll } from './deployed.ts'
import type { Context, Scenario } from './scenario.ts'

const MODEL = 'scripted-model'

export const acceptance: Scenario = {
  number: 18,
  title: 'npm run acceptance finds nothing wrong, chat included, which the scripted model answers',
  needs: ['real pods', 'images of newer builds'],
  notExercised: ['a real model'],
  async run(context) {
    const { api, application, environment, repository } = context
    await deploy(context)
    const secrets = `environments/${environment}/secrets.env`
    const model = standIns(repository.folder).find(({ name }) => name === MODEL)
    assert(model, `docker/${MODEL} has no stand-in.yaml`)
    const [noKey, key] = [`${model.secret}=\n`, `${model.secret}=${model.value}\n`]
    await startModel(context)
    repository.edit(secrets, noKey, key)
    await repository.npm('secrets', environment)
    askModel(context, model)
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

    // First the key: Argo CD polls, and a pod that starts before would still get it. An emptied value deletes no Secret.
    repository.edit(secrets, key, noKey)
    await context.kubectl('--namespace', context.namespace, 'delete', 'secret', 'model-api')
    await repository.git('revert', '--no-edit', 'HEAD')
    await repository.push()
    await refreshAll(context)
    await settled(api, application, 180)
    await context.kubectl('delete', 'namespace', MODEL, '--wait=false')
    const untried = output.split('\n').filter((line) => /^ *skipped/.test(line))
    return [output.trim().split('\n').at(-1) ?? '', ...untried.map((line) => line.trim())]
  },
}

/** The model that answers from a script, as the quickstart starts it, from the run's registry. */
async function startModel({ digests, kubectl, repository }: Context): Promise<void> {
  const image = `${REGISTRY}/${REPOSITORY}/${MODEL}@${digests[`${MODEL}:${FIRST}`]}`
  // Minikube's node has it before; this one pulls it.
  const source = join(repository.folder, `docker/${MODEL}/manifests.yaml`)
  const text = manifests(source, image).replace(
    '"imagePullPolicy":"Never"',
    '"imagePullPolicy":"IfNotPresent"',
  )
  await install(kubectl, text, { name: MODEL, namespace: MODEL })
}

/** The quickstart's "Chat without a key": the addresses are those of this cluster's pods. */
function askModel({ environment, podRange, repository }: Context, model: StandIn): void {
  const file = join(repository.folder, `environments/${environment}/environment.yaml`)
  const document = parseDocument(readFileSync(file, 'utf8'))
  askIn(document, model)
  document.setIn(['components', 'model-api', 'addresses'], [podRange])
  writeFileSync(file, String(document))
}

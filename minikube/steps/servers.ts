import { GIT_SERVER, serverImage } from '../git-server.ts'
import { manifests } from '../manifests.ts'
import { hasScriptedModel, MODEL } from '../model.ts'
import { head } from '../snapshot.ts'
import { done, type Step, todo } from '../step.ts'
import { isRolledOut, workloads } from '../workloads.ts'
import { kubectl, type World } from '../world.ts'
import { waitForPods } from './argocd.ts'
import { modelImage } from './images.ts'

/** The cluster's git server, which serves the copy of the working tree. */
export const gitServer = server(
  GIT_SERVER.name,
  ({ options }) => options.fromWorkingTree === true,
  async ({ source }) => serverImage(await head(source)),
)

/** The scripted model, where no key for another is there. */
export const scriptedModel = server(
  MODEL.name,
  hasScriptedModel,
  async (world) => (await modelImage(world)).image,
)

/** A server of the cluster itself, in a namespace of its name. */
function server(
  name: string,
  applies: (world: World) => boolean,
  imageOf: (world: World) => Promise<string>,
): Step {
  return {
    name,
    needs: ['cluster', 'snapshot'],
    applies,
    check: async (world) => {
      const image = await imageOf(world)
      const found = (await workloads(world, name)).find(({ metadata }) => metadata.name === name)
      const runs =
        found?.spec.template.spec.containers.some((container) => container.image === image) ?? false
      return found && runs && isRolledOut(found)
        ? done(image)
        : todo(runs ? 'not ready yet' : `without ${image}`)
    },
    actions: async (world) => {
      const image = await imageOf(world)
      return [
        kubectl(
          world,
          ['apply', '--server-side', '--field-manager=npm-run-minikube', '--filename', '-'],
          () => manifests(name, image),
        ),
        { show: 'wait for its pod', run: () => waitForPods(world, name) },
      ]
    },
  }
}

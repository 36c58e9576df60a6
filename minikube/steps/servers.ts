import { join } from 'node:path'
import { GIT_SERVER, serverImage } from '../git-server.ts'
import { manifests } from '../manifests.ts'
import { head } from '../snapshot.ts'
import type { StandIn } from '../stand-ins.ts'
import { done, due, type Step } from '../step.ts'
import { isRolledOut, workloads } from '../workloads.ts'
import { kubectl, type World } from '../world.ts'
import { waitForPods } from './argocd.ts'
import { standInImage } from './images.ts'

/** The cluster's git server, which serves the copy of the working tree. */
export const gitServer: Step = {
  ...server({
    name: GIT_SERVER.name,
    file: () => join(import.meta.dirname, '../git-server.yaml'),
    image: async ({ source }) => serverImage(await head(source)),
  }),
  applies: ({ options }) => options.fromWorkingTree === true,
}

/** A service that stands in for one whose key isn't there. */
export const standInServer = ({ name }: StandIn): Step =>
  server({
    name,
    file: ({ source }) => join(source, 'docker', name, 'manifests.yaml'),
    image: async (world) => (await standInImage(world, name)).image,
  })

/** A server of the cluster itself, in a namespace of its name. */
interface Server {
  readonly name: string
  /** Its manifests. */
  readonly file: (world: World) => string
  readonly image: (world: World) => Promise<string>
}

function server({ name, file, image: imageOf }: Server): Step {
  return {
    name,
    needs: ['cluster', 'snapshot'],
    check: async (world) => {
      const image = await imageOf(world)
      const found = (await workloads(world, name)).find(({ metadata }) => metadata.name === name)
      const runs =
        found?.spec.template.spec.containers.some((container) => container.image === image) ?? false
      return found && runs && isRolledOut(found)
        ? done(image)
        : due(runs ? 'not ready yet' : `without ${image}`)
    },
    actions: async (world) => {
      const image = await imageOf(world)
      return [
        kubectl(
          world,
          ['apply', '--server-side', '--field-manager=npm-run-minikube', '--filename', '-'],
          () => manifests(file(world), image),
        ),
        { show: 'wait for its pod', run: () => waitForPods(world, name) },
      ]
    },
  }
}

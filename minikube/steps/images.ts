import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allImages } from '../../render/commands/images.ts'
import { serverDockerfile, serverImage } from '../git-server.ts'
import { describe, imagesToLoad } from '../repository.ts'
import { commandLine, run } from '../run.ts'
import { head } from '../snapshot.ts'
import { standInsOf } from '../stand-ins.ts'
import { done, due, type Step } from '../step.ts'
import { StepError } from '../step-error.ts'
import { type Action, minikube, program, type World } from '../world.ts'

/** Set on every image that is built here, so that `down` finds them. */
export const LABEL = 'built-by=npm-run-minikube'

/** An image that the cluster is not to pull. */
interface LocalImage {
  readonly image: string
  /** What brings it into Docker. */
  readonly provide: (world: World) => readonly Action[]
}

/** The images, built or pulled here and loaded into the cluster. */
export const images: Step = {
  name: 'images',
  needs: ['cluster', 'snapshot'],
  check: async (world) => {
    const missing = await missingImages(world)
    if (missing.length > 0) return due(`without ${missing.map(({ image }) => image).join(', ')}`)
    return done((await wanted(world)).map(({ image }) => image).join(', '))
  },
  actions: async (world) =>
    (await missingImages(world)).flatMap(({ image, provide }) => [
      ...provide(world),
      minikube(world, 'image', 'load', image),
    ]),
}

async function missingImages(world: World): Promise<LocalImage[]> {
  const loaded = (await world.minikube('image', 'ls')).split('\n').map((line) => line.trim())
  return (await wanted(world)).filter(({ image }) => !loaded.includes(image))
}

async function wanted(world: World): Promise<LocalImage[]> {
  const revision = await head(world.source)
  const ofServices = imagesToLoad(describe(world.source, world.target)).map(({ service, tag, image }) => ({
    image,
    provide: () => [
      existsSync(dockerfileOf(world, service))
        ? build(world, service, image, tag, revision)
        : pull(world, service, image),
    ],
  }))
  return [
    ...ofServices,
    ...(world.options.fromWorkingTree ? [gitServer(world, serverImage(revision))] : []),
    ...(await Promise.all(standInsOf(world).map(({ name }) => standIn(world, name, revision)))),
  ]
}

const dockerfileOf = ({ source }: World, service: string): string =>
  join(source, 'docker', service, 'Dockerfile')

function build(world: World, folder: string, image: string, version: string, revision: string): Action {
  const context = join(world.source, 'docker')
  return program(world, 'docker', [
    ...['build', '--file', dockerfileOf(world, folder), '--tag', image, '--label', LABEL],
    ...['--build-arg', `VERSION=${version}`, '--build-arg', `REVISION=${revision}`, context],
  ])
}

/** The image of a service whose code is elsewhere: the one in Docker, or else the registry's. */
function pull({ run }: World, service: string, image: string): Action {
  return {
    show: commandLine('docker', ['pull', image]),
    run: async () => {
      const there = await run('docker', ['image', 'ls', '--format', '{{.ID}}', image])
      if (there.trim() !== '') return
      await run('docker', ['pull', image]).catch((error: unknown) => {
        throw new StepError(
          `no docker/${service}/Dockerfile, no ${image} in Docker, and it can't be pulled: ${(error as Error).message}`,
          `Build it under that name where its code is, or name another tag in release.yaml.`,
        )
      })
    },
  }
}

async function standIn(world: World, name: string, revision: string): Promise<LocalImage> {
  const { image, tag } = await standInImage(world, name)
  return { image, provide: () => [build(world, name, image, tag, revision)] }
}

/** Named after what it is built from, as the services are. */
export async function standInImage({ source }: World, name: string): Promise<{ image: string; tag: string }> {
  const [found] = await allImages(source, 'localhost', [name])
  if (!found) throw new Error(`no docker/${name}/Dockerfile at HEAD`)
  return { image: `${found.image}:${found.tag}`, tag: found.tag }
}

function gitServer(world: World, image: string): LocalImage {
  const context = join(world.state, 'git-server')
  const { version } = describe(world.root, world.target).cluster.argocd
  return {
    image,
    provide: () => [
      {
        show: `git clone --bare ${world.source} ${context}/repository.git`,
        run: async () => {
          rmSync(context, { recursive: true, force: true })
          mkdirSync(context, { recursive: true, mode: 0o700 })
          await run('git', ['clone', '--quiet', '--bare', world.source, join(context, 'repository.git')])
          writeFileSync(join(context, 'Dockerfile'), serverDockerfile(version))
        },
      },
      program(world, 'docker', ['build', '--tag', image, '--label', LABEL, context]),
    ],
  }
}

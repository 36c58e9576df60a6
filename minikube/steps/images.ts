import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allImages } from '../../render/commands/images.ts'
import { serverDockerfile, serverImage } from '../git-server.ts'
import { hasScriptedModel, MODEL } from '../model.ts'
import { describe, imagesToLoad } from '../repository.ts'
import { run } from '../run.ts'
import { head } from '../snapshot.ts'
import { done, type Step, todo } from '../step.ts'
import { type Action, minikube, program, type World } from '../world.ts'

/** Set on every image that is built here, so that `down` finds them. */
export const LABEL = 'built-by=npm-run-minikube'

/** An image that the cluster needs and no registry has. */
interface LocalImage {
  readonly image: string
  /** What builds it. */
  readonly build: (world: World) => readonly Action[]
}

/** The images, built here and loaded into the cluster. */
export const images: Step = {
  name: 'images',
  needs: ['cluster', 'snapshot'],
  check: async (world) => {
    const missing = await missingImages(world)
    if (missing.length > 0) return todo(`without ${missing.map(({ image }) => image).join(', ')}`)
    return done((await wanted(world)).map(({ image }) => image).join(', '))
  },
  actions: async (world) =>
    (await missingImages(world)).flatMap(({ image, build }) => [
      ...build(world),
      minikube(world, 'image', 'load', image),
    ]),
}

async function missingImages(world: World): Promise<LocalImage[]> {
  const loaded = (await world.minikube('image', 'ls')).split('\n').map((line) => line.trim())
  return (await wanted(world)).filter(({ image }) => !loaded.includes(image))
}

async function wanted(world: World): Promise<LocalImage[]> {
  const revision = await head(world.source)
  const ofServices = imagesToLoad(describe(world.source)).map(({ service, tag, image }) => ({
    image,
    build: () => [build(world, service, image, tag, revision)],
  }))
  return [
    ...ofServices,
    ...(world.options.fromWorkingTree ? [gitServer(world, serverImage(revision))] : []),
    ...(hasScriptedModel(world) ? [await scriptedModel(world, revision)] : []),
  ]
}

function build(world: World, folder: string, image: string, version: string, revision: string): Action {
  const context = join(world.source, 'docker')
  return program(world, 'docker', [
    ...['build', '--file', join(context, folder, 'Dockerfile'), '--tag', image, '--label', LABEL],
    ...['--build-arg', `VERSION=${version}`, '--build-arg', `REVISION=${revision}`, context],
  ])
}

async function scriptedModel(world: World, revision: string): Promise<LocalImage> {
  const { image, tag } = await modelImage(world)
  return { image, build: () => [build(world, MODEL.name, image, tag, revision)] }
}

/** Named after what it is built from, as the services are. */
export async function modelImage({ source }: World): Promise<{ image: string; tag: string }> {
  const [found] = await allImages(source, 'localhost', [MODEL.name])
  if (!found) throw new Error(`no docker/${MODEL.name}/Dockerfile at HEAD`)
  return { image: `${found.image}:${found.tag}`, tag: found.tag }
}

function gitServer(world: World, image: string): LocalImage {
  const context = join(world.state, 'git-server')
  const { version } = describe(world.root).cluster.argocd
  return {
    image,
    build: () => [
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

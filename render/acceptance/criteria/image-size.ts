import { containersIn, running } from '../../kubernetes/live-pods.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'

import { type Criterion, passedUnless, skipped } from '../criterion.ts'

import { nameOfImage } from './container-user.ts'

const MEGABYTE = 1_000_000

export const imageSize: Criterion = {
  id: 'image-size',
  title: 'Images are below their size limits.',
  method:
    'status.images of the nodes: compressed layers with containerd, unpacked size with Docker. npm run test:images measures both.',
  reads: ['nodes', 'pods'],
  remediation:
    'Run npm run test:images to see the size of each layer, then change docker/SERVICE/Dockerfile.',
  judge(live, { accepted: { imageMegabytes = {} } }) {
    const services = Object.entries(imageMegabytes)
    if (services.length === 0) return skipped('policies/acceptance.yaml sets no image size limit')
    const nodes = live.list('nodes')
    const sizes = services.map(([service, most]) => ({
      service,
      most,
      size: sizeOf(service, live.list('pods'), nodes),
    }))
    const unknown = sizes.filter(({ size }) => size === undefined).map(({ service }) => service)
    const wrong = sizes.flatMap(({ service, most, size = 0 }) =>
      size > most * MEGABYTE ? [`${service} has ${megabytes(size)}, more than ${most} MB`] : [],
    )
    if (wrong.length === 0 && unknown.length > 0)
      return skipped(`no node lists the image of ${unknown.join(' and ')}`)
    const runtimes = [
      ...new Set(
        nodes.map((node) => String(at(node, 'status', 'nodeInfo', 'containerRuntimeVersion') ?? '')),
      ),
    ]
    return passedUnless(
      wrong,
      `${sizes.map(({ service, size = 0 }) => `${service} ${megabytes(size)}`).join(', ')} (${runtimes.join(', ')})`,
    )
  },
}

const megabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`

/** The size of the image that a service runs, as reported by a node that has it. */
function sizeOf(service: string, pods: readonly Resource[], nodes: readonly Resource[]): number | undefined {
  const containers = containersIn(running(pods)).filter(
    ({ value }) => nameOfImage(String(at(value, 'image'))) === service,
  )
  const names = containers.flatMap(({ value, status }) => [
    at(value, 'image'),
    at(status, 'imageID'),
    at(status, 'image'),
  ])
  const wanted = new Set(names.filter((each) => typeof each === 'string').flatMap(namesOf))
  const images = nodes.flatMap((node) => items(at(node, 'status', 'images')))
  const found = images.filter((image) =>
    items(at(image, 'names')).some((name) => namesOf(String(name)).some((each) => wanted.has(each))),
  )
  return found.length > 0 ? Math.max(...found.map((image) => Number(at(image, 'sizeBytes') ?? 0))) : undefined
}

/** An image by tag and by digest: nodes list it as `NAME@DIGEST` and `NAME:TAG`, pods name it `NAME:TAG@DIGEST`. */
function namesOf(image: string): string[] {
  const [named = '', digest] = image.replace(/^docker-pullable:\/\//, '').split('@')
  return digest ? [digest] : [named]
}

import { componentsOf } from '../../../environment/components.ts'
import { type Container, containersOf, type PodTemplate } from '../../../kubernetes/pods.ts'
import { at, items } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { imagesOf, serviceOf } from '../../images.ts'
import { podsOf, show, titleOf } from '../../lookup.ts'
import { containerPorts, hasPort, type Port, suggestPort } from '../../ports.ts'
import { askedBy } from '../../programs/asked.ts'
import { programOf } from '../../programs/find.ts'
import type { Program } from '../../programs/program.ts'
import { wrongVariables } from '../../programs/wrong-variables.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

export const program: Rule = {
  id: 'program',
  severity: 'error',
  needs: ['base', 'environment'],
  title:
    'Every container sets what its program reads and probes paths that it serves, as listed in a programs.yaml.',
  why: 'A missing or misspelt setting means the default or a crash; a probe path that the program does not serve means a pod that is never ready. Manifests alone do not show this: programs.yaml describes each program, and a test compares it with the code.',
  remediation:
    "Correct the manifest, settings.env or the environment's `settings`; or, if the program has changed, the programs.yaml next to it.",
  *check(subject) {
    const { all, flaws } = subject.fleet.programs
    for (const { message, ...source } of flaws) yield { message, source, remediation: 'Correct the file.' }
    yield* absent(subject)
    const seen = new Set<string>()
    for (const pod of podsOf(subject))
      for (const container of containersOf(pod)) {
        const known = programOf(subject.fleet.programs, pod, container)
        if (!known && isOurs(subject, pod, container)) yield unknown(pod, container, all)
        for (const violation of known ? differences(subject, pod, container, known) : []) {
          // Two programs may read one ConfigMap.
          const { resource, path = [], message } = violation
          const place = [resource && titleOf(resource), ...path, message].join('/')
          if (!seen.has(place)) yield violation
          seen.add(place)
        }
      }
  },
}

/** Programs that the environment should run: those of its services, and of the components that are on. */
function* absent(subject: Subject): Iterable<Violation> {
  const { programs } = subject.fleet
  const running = podsOf(subject).flatMap((pod) =>
    containersOf(pod).map((container) => programOf(programs, pod, container)),
  )
  const on = {
    components: componentsOf(subject.environment),
    services: Object.keys(subject.environment.services),
  }
  for (const program of programs.all) {
    const { name, file } = program
    const [, area, folder = ''] = /^base\/(services|components)\/([^/]+)\//.exec(file) ?? []
    if (running.includes(program) || (area && !on[area as keyof typeof on].includes(folder))) continue
    const message = `No container is named ${show(name)}, which the environment must run.`
    yield { message, source: { file, path: [name], at: 'key' } }
  }
}

function* differences(
  subject: Subject,
  pod: PodTemplate,
  container: Container,
  known: Program,
): Iterable<Violation> {
  const { resource } = pod
  const who = `Container "${container.name}"`
  const image = imagesOf(subject).find(
    (each) => each.resource === resource && each.path.join() === [...container.path, 'image'].join(),
  )
  const service = image && serviceOf(image, subject)
  const isReleased = subject.fleet.images.includes(known.image)
  if (image && (service !== undefined || isReleased) && service !== known.image)
    yield {
      resource,
      path: image.path,
      message: `${who} runs ${service === undefined ? `the third-party image ${show(image.reference)}` : `the image of ${show(service)}`}: expected that of ${show(known.image)}.`,
    }

  const args = items(at(container.value, 'args')).map(String)
  if (known.args && !isAsWritten(args, known.args))
    yield {
      resource,
      path: [...container.path, 'args'],
      message: `${who} is started with ${show(args)}: expected ${show(known.args)}.`,
    }

  const ports = containerPorts(container)
  for (const port of known.ports.filter((each) => !hasPort(ports, each)))
    yield {
      resource,
      path: [...container.path, 'ports', ...(ports.length === 1 ? [0, 'containerPort'] : [])],
      message: `${who} does not declare port ${port}, on which its program listens.${suggestPort(ports, port)}`,
    }

  for (const [probe, expected] of Object.entries(known.probes)) {
    const path = [...container.path, `${probe}Probe`]
    const asked = askedBy(at(resource, ...path))
    // That it is there at all is the rule `probes`.
    if (asked && asked.what !== expected)
      yield {
        resource,
        path: [...path, ...asked.path],
        message: `The ${probe}Probe calls ${show(asked.what)}: expected ${show(expected)}.`,
      }
    const port = portOf(asked?.port, ports)
    // A port that the container doesn't declare is the rule `probe-port`, and one of its program is said above.
    const listens = known.ports.length > 0 && known.ports.every((each) => hasPort(ports, each))
    if (asked && port !== undefined && listens && !known.ports.includes(port))
      yield {
        resource,
        path: [...path, asked.path[0] ?? '', 'port'],
        message: `The ${probe}Probe calls port ${port}: expected ${known.ports.join(' or ')}, where its program listens.`,
      }
  }
  yield* wrongVariables(subject, pod, container, known)
}

/** `#` stands for a number. */
const isAsWritten = (args: readonly string[], written: readonly string[]): boolean =>
  args.length === written.length &&
  written.every((each, index) => args[index]?.replaceAll(/[0-9]+/g, '#') === each.replaceAll(/[0-9]+/g, '#'))

/** The number of a port that the container declares. */
const portOf = (port: unknown, declared: readonly Port[]): number | undefined =>
  declared.find((each) => hasPort([each], port))?.number

const isOurs = (subject: Subject, pod: PodTemplate, container: Container): boolean =>
  imagesOf(subject).some(
    (image) =>
      image.resource === pod.resource &&
      image.path.join() === [...container.path, 'image'].join() &&
      serviceOf(image, subject) !== undefined,
  )

const unknown = (pod: PodTemplate, container: Container, all: readonly Program[]): Violation => ({
  resource: pod.resource,
  path: [...container.path, 'name'],
  message: `No programs.yaml of base describes container "${container.name}" of ${titleOf(pod.resource)}.${suggest(
    container.name,
    all.map(({ name }) => name),
  )}`,
})

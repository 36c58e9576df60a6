import { componentsOf } from '../../environment/components.ts'
import { type Container, containersOf, type PodTemplate } from '../../kubernetes/pods.ts'
import { at, items } from '../../kubernetes/resource.ts'
import { nearest, suggest } from '../../problem/nearest.ts'
import { imagesOf, serviceOf } from '../images.ts'
import { find, podsOf, show, text, titleOf } from '../lookup.ts'
import { containerPorts, hasPort, suggestPort } from '../ports.ts'
import type { Expectation } from '../programs/expectation.ts'
import { type Given, givenTo } from '../programs/given.ts'
import type { Program } from '../programs/program.ts'
import type { Rule, Subject, Violation } from '../rule.ts'

export const program: Rule = {
  id: 'program',
  severity: 'error',
  title:
    'Every container gives its program what a programs.yaml of base says that it reads, and asks it what it answers.',
  why: 'A setting that is missing or misspelt is the default or a crash; a path that nobody serves is a pod that is never ready. The manifests alone can not tell: the programs are written down beside them, and a test holds that against their code.',
  mend: 'Correct the manifest or settings.env; or, if the program has changed, the programs.yaml beside it.',
  *check(subject) {
    const { all, flaws } = subject.fleet.programs
    for (const { message, ...source } of flaws) yield { message, source, mend: 'Correct the file.' }
    yield* absent(subject)
    const seen = new Set<string>()
    for (const pod of podsOf(subject))
      for (const container of containersOf(pod)) {
        const known = all.find(({ name }) => name === container.name)
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

/** Programs that the environment should run: those of base/services, and of the components that are on. */
function* absent(subject: Subject): Iterable<Violation> {
  const running = podsOf(subject).flatMap((pod) => containersOf(pod).map(({ name }) => name))
  const components = componentsOf(subject.environment)
  for (const { name, file } of subject.fleet.programs.all) {
    const [, room, folder = ''] = /^base\/(services|components)\/([^/]+)\//.exec(file) ?? []
    if (running.includes(name) || (room === 'components' && !components.includes(folder))) continue
    const message = `No container is called ${show(name)}, which the environment should run.`
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
  if (image && service !== undefined && service !== known.image)
    yield {
      resource,
      path: image.path,
      message: `${who} runs the image of ${show(service)}: expected that of ${show(known.image)}.`,
    }

  const args = items(at(container.value, 'args')).map(String)
  if (known.args && !isAsWritten(args, known.args))
    yield {
      resource,
      path: [...container.path, 'args'],
      message: `${who} is started with ${show(args)}: expected ${show(known.args)}.`,
    }

  const ports = containerPorts(container)
  if (known.port !== undefined && !hasPort(ports, known.port))
    yield {
      resource,
      path: [...container.path, 'ports'],
      message: `${who} declares no port ${known.port}, where its program listens.${suggestPort(ports, known.port)}`,
    }

  for (const [probe, expected] of Object.entries(known.probes)) {
    const path = [...container.path, `${probe}Probe`]
    const asked = askedBy(at(resource, ...path))
    // That it is there at all is the rule `probes`.
    if (asked && asked.what !== expected)
      yield {
        resource,
        path: [...path, ...asked.path],
        message: `The ${probe}Probe asks ${show(asked.what)}: expected ${show(expected)}.`,
      }
  }
  yield* variables(subject, pod, container, known)
}

/** `#` stands for a number. */
const isAsWritten = (args: readonly string[], written: readonly string[]): boolean =>
  args.length === written.length &&
  written.every((each, index) => args[index]?.replaceAll(/[0-9]+/g, '#') === each.replaceAll(/[0-9]+/g, '#'))

function askedBy(probe: unknown): { what: string; path: string[] } | undefined {
  const request = at(probe, 'httpGet')
  if (request !== undefined && request !== null)
    return { what: text(at(request, 'path')) || '/', path: ['httpGet', 'path'] }
  const command = at(probe, 'exec', 'command')
  return command === undefined ? undefined : { what: items(command).join(' '), path: ['exec', 'command'] }
}

function* variables(
  subject: Subject,
  pod: PodTemplate,
  container: Container,
  known: Program,
): Iterable<Violation> {
  for (const [index, source] of items(at(container.value, 'envFrom')).entries())
    if (text(at(source, 'secretRef', 'name')) !== undefined)
      yield {
        resource: pod.resource,
        path: [...container.path, 'envFrom', index, 'secretRef'],
        message: `Container "${container.name}" gets every key of the Secret ${show(at(source, 'secretRef', 'name'))}: expected a secretKeyRef for each that it reads.`,
      }
  const given = givenTo(subject, pod, container)
  const wanted = [...known.variables.keys()]
  for (const [name, expectation] of known.variables) {
    const found = given.get(name)
    if (!found) {
      const close = nearest(
        name,
        [...given.keys()].filter((each) => !known.variables.has(each)),
      )
      const message = `Container "${container.name}" gets no ${name}: expected ${shown(expectation)}.`
      // A misspelt one is said below.
      if (close === undefined) yield { ...home(subject, pod, container, expectation), message }
    } else {
      const wrong = wrongWith(found, expectation)
      if (wrong !== undefined)
        yield {
          resource: found.resource,
          path: found.path,
          message: `${name} ${wrong}: expected ${shown(expectation)}.`,
        }
    }
  }
  for (const [name, { resource, path }] of given)
    if (!known.variables.has(name))
      yield {
        resource,
        path,
        message: `Container "${container.name}" reads no ${name}.${suggest(
          name,
          wanted.filter((each) => !given.has(each)),
        )}`,
      }
}

const shown = (expectation: Expectation): string =>
  'secret' in expectation
    ? `key ${expectation.key} of the Secret "${expectation.secret}"${expectation.optional ? ', optional' : ''}`
    : expectation.expected

function wrongWith({ value, secret }: Given, expectation: Expectation): string | undefined {
  if ('secret' in expectation) {
    if (!secret) return "doesn't come from a Secret"
    const { name, key, optional } = secret
    if (name === expectation.secret && key === expectation.key && optional === expectation.optional)
      return undefined
    return `comes from key ${key || '?'} of the Secret ${show(name)}${optional ? ', optional' : ''}`
  }
  if (value === undefined) return 'comes from elsewhere'
  return expectation.accepts(value) ? undefined : `is ${show(value)}`
}

/** Where a missing variable belongs: into the container's ConfigMap, if it is a setting, or among its variables. */
function home(subject: Subject, pod: PodTemplate, container: Container, expectation: Expectation) {
  const name = text(at(container.value, 'envFrom', 0, 'configMapRef', 'name'))
  const map = name === undefined || 'secret' in expectation ? undefined : find(subject, 'ConfigMap', name)
  return map
    ? { resource: map, path: ['data'] }
    : { resource: pod.resource, path: [...container.path, 'env'] }
}

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
  message: `No programs.yaml of base says what ${titleOf(pod.resource)} runs in the container "${container.name}".${suggest(
    container.name,
    all.map(({ name }) => name),
  )}`,
})

import type { Container, PodTemplate } from '../../kubernetes/pods.ts'
import { at, idOf } from '../../kubernetes/resource.ts'
import type { Programs } from './files.ts'
import type { Program } from './program.ts'

/**
 * The program that a container runs: that of its name among those of the folder that brings the workload; if no folder
 * brings it, the only one of that name.
 */
export function programOf(
  { all }: Programs,
  { resource }: PodTemplate,
  { name }: Pick<Container, 'name'>,
): Program | undefined {
  const names = [`${at(resource, 'metadata', 'name')}/${name}`, name]
  const candidates = names.flatMap((each) => all.filter((program) => program.name === each))
  const workload = idOf(resource)
  const own = candidates.find(({ workloads }) => workloads.includes(workload))
  if (own) return own
  const strays = candidates.filter(
    (each) => each.workloads.length === 0 || !all.some(({ workloads }) => workloads.includes(workload)),
  )
  return strays.length === 1 ? strays[0] : undefined
}

/** The user that a program's image is made for; one that runs the image of another program has that one's. */
export function userOf(program: Program | undefined, { all }: Programs): number | undefined {
  if (program?.user !== undefined || !program) return program?.user
  return all.find(
    ({ name, image, user }) => user !== undefined && (name === program.image || image === program.image),
  )?.user
}

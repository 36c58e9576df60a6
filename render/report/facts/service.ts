import { at } from '../../kubernetes/resource.ts'
import type { EnvironmentReport } from '../data.ts'
import { podsOf, settingsOf, type Workload, workloadsIn } from './built.ts'
import type { Fact, FactGroup } from './fact.ts'

/** How big each service is and how it is set, as built: a group for each, then for what else runs (the database). */
export function serviceFacts(
  environments: readonly EnvironmentReport[],
  services: readonly string[],
): FactGroup[] {
  const built = environments.map(({ resources }) => ({ resources, workloads: workloadsIn(resources) }))
  const others = built.flatMap(({ workloads }) => workloads.map(({ name }) => name)).sort()
  return [...new Set([...services, ...others])].map((name) => {
    const found = built.map(({ resources, workloads }) => {
      const workload = workloads.find((each) => each.name === name)
      return workload && { workload, resources, settings: settingsOf(workload, resources) }
    })
    const settings = [...new Set(found.flatMap((each) => [...(each?.settings.keys() ?? [])]))].sort()
    const fact = (
      title: string,
      code: boolean,
      text: (each: NonNullable<(typeof found)[number]>) => string | undefined,
    ): Fact => ({
      name: title,
      service: name,
      code,
      values: found.map((each) => {
        const content = each && text(each)
        return content === undefined ? undefined : { text: content }
      }),
    })
    return {
      title: name,
      facts: [
        fact('Pods', false, ({ workload, resources }) => podsOf(workload, resources)),
        fact('CPU, request to limit', false, ({ workload }) => bounds(workload, 'cpu')),
        fact('Memory, request to limit', false, ({ workload }) => bounds(workload, 'memory')),
        ...settings.map((setting) => fact(setting, true, (each) => each.settings.get(setting))),
      ],
    }
  })
}

function bounds({ container }: Workload, resource: string): string | undefined {
  const [request, limit] = ['requests', 'limits'].map((side) => at(container, 'resources', side, resource))
  if (request === undefined && limit === undefined) return undefined
  return `${request ?? 'none'} to ${limit ?? 'no limit'}`
}

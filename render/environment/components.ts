import type { EnvironmentDefinition } from './schema.ts'

/** Components of base that have parameters: a section of environment.yaml switches each on and fills it. */
const SECTIONS: readonly { component: string; section: string; on: (e: EnvironmentDefinition) => boolean }[] =
  [
    {
      component: 'external-database',
      section: 'database.external',
      on: (e) => e.database.external !== undefined,
    },
    { component: 'external-secrets', section: 'externalSecrets', on: (e) => e.externalSecrets !== undefined },
    { component: 'gateway', section: 'gateway', on: (e) => e.gateway !== undefined },
    { component: 'ingress', section: 'ingress', on: (e) => e.ingress !== undefined },
    { component: 'node-port', section: 'nodePort', on: (e) => e.nodePort !== undefined },
    { component: 'postgres', section: 'database.inCluster', on: (e) => e.database.inCluster !== undefined },
  ]

/** The section that switches a component on, if it has one. */
export const sectionOf = (component: string): string | undefined =>
  SECTIONS.find((each) => each.component === component)?.section

/** All components that an environment switches on, by sections and by name, in alphabetical order. */
export const componentsOf = (environment: EnvironmentDefinition): string[] =>
  [
    ...SECTIONS.filter(({ on }) => on(environment)).map(({ component }) => component),
    ...(environment.components ?? []),
  ].sort()

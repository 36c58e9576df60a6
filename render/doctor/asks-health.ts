import type { Definition } from '../environment/environment.ts'

/** What environments ask for that works only if Argo CD's reports come back to git, each as in environment.yaml. */
export const asksForHealth = (definitions: readonly Definition[]): string[] =>
  definitions.flatMap(({ name, environment: { promotion, rollback } }) => [
    ...(promotion?.healthy ? [`healthy: required (${name})`] : []),
    ...(rollback ? [`rollback.automatic (${name})`] : []),
  ])

/** What environments ask for that is done by workflows in the environment `automation` of GitHub. */
export const asksForAutomation = (definitions: readonly Definition[]): string[] => [
  ...asksForHealth(definitions),
  ...definitions.flatMap(({ name, environment: { promotion } }) =>
    promotion?.auto ? [`promotion.auto (${name})`] : [],
  ),
]

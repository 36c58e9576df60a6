import type { FolderSubject } from '../../folder/subjects.ts'
import type { CustomKinds } from '../../kubernetes/crd/definition.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import { isUnknownCustomKind } from '../../kubernetes/schema/validator.ts'
import { kubernetesSchemas } from '../../repository/kubernetes-schemas.ts'
import { NEEDS, type Need, type Rule, type Subject } from '../../verify/rule.ts'
import { validatorOf } from '../rule-input.ts'

/** A rule that a folder can't be held against, and why. */
export interface NotApplied {
  readonly rule: string
  readonly needs: readonly Need[]
  readonly why: string
}

/** The rules for which built manifests are enough, and the others with what they would need. */
export function rulesForFolders(rules: readonly Rule[]): {
  readonly apply: readonly Rule[]
  readonly others: readonly NotApplied[]
} {
  return {
    apply: rules.filter(({ needs = [] }) => needs.length === 0),
    others: rules.flatMap(({ id, needs = [] }) =>
      needs.length > 0 ? [{ rule: id, needs, why: needs.map((need) => NEEDS[need]).join('; ') }] : [],
    ),
  }
}

/**
 * Resources of a folder as rules look at them. What only a repository of environments knows is empty: the rules that
 * apply don't ask for it.
 *
 * @param custom the kinds that the folder defines itself. @param limitRanges those of the namespace, in all of the folder.
 * @param kubernetes the version of the cluster, as `1.36`. @throws {RangeError} if there are no schemas of it.
 */
export const folderSubject = (
  { name, namespace, resources }: FolderSubject,
  kubernetes: string,
  custom: CustomKinds,
  limitRanges: readonly Resource[] = [],
): Subject => ({
  limitRanges,
  environment: {
    name,
    namespace,
    cluster: '',
    components: {},
    exceptions: [],
    release: {},
    services: {},
    retain: false,
  } as unknown as Subject['environment'],
  cluster: { kubernetes, local: false } as Subject['cluster'],
  patches: [],
  validate: (manifest) =>
    isUnknown(manifest, kubernetes, custom) ? [] : validatorOf(kubernetes, custom)(manifest),
  resources,
  argocd: [],
  fleet: {
    ...{
      system: '',
      registry: '',
      services: [],
      images: [],
      kinds: [],
      repository: '',
      reachability: [],
      patches: [],
    },
    programs: { all: [], flaws: [] },
  },
})

/** Whether nothing here knows what a resource may say: its definition is in no file that the tool or the folder has. */
export function isUnknown(
  manifest: Parameters<Subject['validate']>[0],
  kubernetes: string,
  custom: CustomKinds,
): boolean {
  const schemas = kubernetesSchemas(kubernetes)
  if (schemas === undefined || !isUnknownCustomKind(manifest, schemas)) return false
  // A version that the definition doesn't serve is wrong; another kind of the group may be defined elsewhere.
  const [group] = manifest.apiVersion.split('/')
  return !Object.keys(custom.kinds).some(
    (key) => key.startsWith(`${group}/`) && key.endsWith(`/${manifest.kind}`),
  )
}

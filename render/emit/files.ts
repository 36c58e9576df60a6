import type { Manifest } from '../component/manifest.ts'
import { environmentFile, FLEET_FILE, releaseFile } from '../environment/environment.ts'
import type { Kustomization } from '../plan/overlay.ts'
import type { EnvironmentPlan } from '../plan/plan.ts'
import { toYaml } from './yaml.ts'

/** A file that render owns. */
export interface RenderedFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** What every rendered file begins with; a file without it is someone's own. */
export const HEADER = '# Rendered by `npm run render` from '

/** The same in JSON, which has no comments: the first value. */
const JSON_HEADER = HEADER.slice(2)

/** The three files of an environment. */
export const environmentFiles = ({
  name,
  cluster,
  overlay,
  release,
  argocd,
}: EnvironmentPlan): RenderedFile[] => [
  rendered(`overlays/${name}/kustomization.yaml`, environmentFile(name), [overlay]),
  rendered(`overlays/${name}/release/kustomization.yaml`, releaseFile(name), [release]),
  rendered(applicationFile(cluster, name), environmentFile(name), argocd),
]

/** Where the Applications of an environment are. */
export const applicationFile = (cluster: string, name: string): string =>
  `apps/${cluster}/environments/${name}.yaml`

/** The file that is applied by hand, once for each cluster. */
export const rootFile = (cluster: string, argocd: readonly Manifest[]): RenderedFile =>
  rendered(`apps/${cluster}/root.yaml`, FLEET_FILE, argocd)

/** The folder with the schemas that editors read, which know this repository's names. */
export const SCHEMA_FOLDER = 'environments/.schema'

/** The schema of a kind of file. */
export const schemaFile = (kind: string, schema: object): RenderedFile => ({
  path: `${SCHEMA_FOLDER}/${kind}.schema.json`,
  text: `${JSON.stringify({ $comment: `${JSON_HEADER}base, fleet.yaml and the rules.`, ...schema }, null, 2)}\n`,
})

/** Whether render wrote a file, by its text. */
export const isRendered = (text: string): boolean =>
  text.startsWith(HEADER) || text.startsWith(`{\n  "$comment": "${JSON_HEADER}`)

const rendered = (
  path: string,
  source: string,
  documents: readonly (Kustomization | Manifest)[],
): RenderedFile => ({
  path,
  text: `${HEADER}${source}; edit that instead.\n${documents.map((each) => toYaml(withPatchText(each))).join('---\n')}`,
})

/** Patches are YAML inside YAML: kustomize takes an inline patch as text. */
const withPatchText = (document: Kustomization | Manifest): object =>
  'patches' in document && document.patches
    ? { ...document, patches: document.patches.map(({ patch }) => ({ patch: toYaml(patch).trimEnd() })) }
    : document

import { resourcesIn } from '../catalog/manifests.ts'
import { componentFile } from '../environment/component-code.ts'
import { suggest } from '../problem/nearest.ts'
import type { Subject } from '../verify/rule.ts'

/** An error of kustomize with the component.ts whose patch is for a resource that isn't built, if it is about that. */
export function withPatchSource(
  error: string,
  patches: Subject['patches'],
  base: ReadonlyMap<string, string>,
): string {
  const target = /no resource matches strategic merge patch "([^."]+)\.[^"/]*\/([^"]+)\.[^."]+"/.exec(error)
  if (!target) return error
  const [, kind = '', name = ''] = target
  const found = patches.find((each) =>
    each.patches.some((patch) => patch.kind === kind && patch.metadata.name === name),
  )
  if (!found) return error
  const known = [...base].flatMap(([file, text]) =>
    /\.ya?ml$/.test(file) && text.includes(kind)
      ? resourcesIn(text).flatMap((each) =>
          each.kind === kind ? [{ file, name: each.metadata?.name ?? '' }] : [],
        )
      : [],
  )
  const same = known.find((each) => each.name === name)
  const hint = same
    ? ` It is in ${same.file}, which this environment doesn't build.`
    : suggest(
        name,
        known.map((each) => each.name),
      )
  return `${componentFile(found.component)}: No resource ${kind}/${name} to patch.${hint}\n${error}`
}
